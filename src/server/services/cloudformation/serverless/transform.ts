/**
 * The macro `AWS::Serverless-2016-10-31`: a SAM template becomes a CloudFormation template. Pure, but for
 * `AlwaysDeploy` without a given time.
 *
 * Who calls it: CloudFormation, before it reads the resources of a template that declares the transform.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 */
import { implicitApis } from './api/implicit.ts';
import { InvalidGlobals, InvalidResource, InvalidTemplate, InvalidTemplatePart, SamTransformError } from './errors.ts';
import { checkApiReferences } from './events/api-references.ts';
import { globalsOf } from './globals.ts';
import { rewriteDependencies, rewriteReferences } from './references.ts';
import { translateApplication } from './resources/application.ts';
import { translateFunction } from './resources/function.ts';
import { translateHttpApi } from './resources/http-api.ts';
import { translateLayerVersion } from './resources/layer-version.ts';
import { translateRestApi } from './resources/rest-api.ts';
import { requireLogicalId, samResource, withGlobals } from './source.ts';
import type { SamResource, Translation } from './translation.ts';
import { type Fields, isMap } from './values.ts';

/** A template as plain JSON, short forms already written out as `Fn::…`. */
export type Template = Readonly<Record<string, unknown>>;

export interface TransformContext {
  readonly region: string;
  readonly partition: string;
  /** Epoch milliseconds, now if absent: what `AlwaysDeploy` makes a new deployment from. */
  readonly now?: number | undefined;
}

type Translate = (translation: Translation, resource: SamResource) => void;

/** In the order in which they are translated: functions add routes to the APIs. */
const translators: readonly (readonly [string, Translate])[] = [
  ['AWS::Serverless::LayerVersion', translateLayerVersion],
  ['AWS::Serverless::Function', translateFunction],
  ['AWS::Serverless::Api', translateRestApi],
  ['AWS::Serverless::HttpApi', translateHttpApi],
  ['AWS::Serverless::Application', translateApplication],
];

const PREFIX = 'AWS::Serverless::';

/**
 * @param parameters values of the stack's parameters; defaults of the template fill the rest.
 * @throws SamTransformError that names every fault, in AWS's words.
 */
export function transformServerless(
  template: Template,
  parameters: Readonly<Record<string, unknown>>,
  context: TransformContext,
): Template {
  const faults: string[] = [];
  const attempt = <Result>(work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      if (error instanceof InvalidTemplate && !(error instanceof InvalidTemplatePart))
        throw new SamTransformError([error.message]);
      const known = error instanceof InvalidResource || error instanceof InvalidTemplate || error instanceof InvalidGlobals;
      if (!known) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  const translation = attempt(() => begin(structuredClone(template), parameters, context));
  if (translation) {
    for (const resource of translation.source.values())
      attempt(() => {
        if (!translators.some(([type]) => type === resource.type)) throw unsupported(resource);
      });
    checkApiReferences(translation);
    for (const [type, translate] of translators)
      for (const resource of translation.source.values())
        if (resource.type === type)
          attempt(() => {
            requireLogicalId(resource);
            translate(translation, resource);
          });
  }
  if (!translation || faults.length > 0) throw new SamTransformError(faults);
  return finish(template, translation);
}

function unsupported({ logicalId, type }: SamResource): InvalidResource {
  const known = translators.map(([name]) => name).join(', ');
  return new InvalidResource(logicalId, `Resources of type ${type} are not supported by Radiograph. It has ${known}.`);
}

function begin(template: Template, parameters: Readonly<Record<string, unknown>>, context: TransformContext): Translation {
  if (!isMap(template['Resources']) || Object.keys(template['Resources']).length === 0)
    throw new InvalidTemplate("'Resources' section is required");
  const globals = globalsOf(template['Globals']);
  // Without a prototype, so that every key is only a key.
  const resources: Record<string, Fields> = Object.create(null);
  const found: SamResource[] = [];
  for (const [logicalId, declaration] of Object.entries(template['Resources'])) {
    if (!isMap(declaration))
      throw new InvalidTemplate("All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.");
    const type = declaration['Type'];
    if (typeof type === 'string' && type.startsWith(PREFIX)) found.push(samResource(logicalId, type, declaration));
    else if (declaration['Connectors'] === undefined) resources[logicalId] = declaration;
    else throw new InvalidResource(logicalId, "Attribute 'Connectors' is not supported by Radiograph.");
  }
  const complete = (resource: SamResource): SamResource => withGlobals(resource, globals.get(resource.type) ?? {});
  const own = found.map(complete);
  const implicit = implicitApis(own.filter(({ type }) => type === 'AWS::Serverless::Function'));
  // An implicit API takes the place of whatever the template has under its name.
  const isKept = ({ logicalId }: SamResource) => !implicit.resources.some((api) => api.logicalId === logicalId);
  const source = new Map([...implicit.resources.map(complete), ...own.filter(isKept)].map((each) => [each.logicalId, each]));
  return {
    region: context.region,
    partition: context.partition,
    now: context.now ?? Date.now(),
    parameters: { ...defaultsOf(template['Parameters']), ...pseudoParameters(context), ...parameters },
    source,
    mark: [...source.values()].some(isHashed) ? 'u' : '',
    resources,
    conditions: { ...(isMap(template['Conditions']) ? template['Conditions'] : {}), ...implicit.conditions },
    routes: new Map(),
    shared: { conditions: new Set() },
    references: new Map(),
  };
}

/** REST APIs, and HTTP APIs with a default authorizer. */
const isHashed = ({ type, properties: { Auth: auth } }: SamResource): boolean =>
  type === 'AWS::Serverless::Api' || (type === 'AWS::Serverless::HttpApi' && isMap(auth) && Boolean(auth['DefaultAuthorizer']));

function defaultsOf(declarations: unknown): Fields {
  if (!isMap(declarations)) return {};
  return Object.fromEntries(
    Object.entries(declarations).flatMap(([name, declaration]) =>
      isMap(declaration) && declaration['Default'] !== undefined ? [[name, declaration['Default']]] : [],
    ),
  );
}

const pseudoParameters = ({ region, partition }: TransformContext): Fields => ({
  'AWS::Region': region,
  'AWS::Partition': partition,
});

function finish(template: Template, { resources, conditions, references }: Translation): Template {
  const { Transform: _transform, Globals: _globals, ...rest } = template;
  const renamed = Object.fromEntries(
    Object.entries(resources).map(([logicalId, resource]) => [logicalId, rewriteDependencies(resource, references)]),
  );
  const result = { ...rest, Resources: renamed, ...(Object.keys(conditions).length > 0 ? { Conditions: conditions } : {}) };
  return rewriteReferences(result, references);
}
