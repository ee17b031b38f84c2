/** What a parsed template is: AWS's sections, with intrinsic functions in their long form. */
import { validationError } from '../errors.ts';

export type Json = unknown;
export type Section = Readonly<Record<string, Json>>;

export interface Template {
  readonly Description?: string | undefined;
  readonly Transform?: Json;
  readonly Parameters?: Readonly<Record<string, ParameterDeclaration>> | undefined;
  readonly Mappings?: Section | undefined;
  readonly Conditions?: Section | undefined;
  readonly Rules?: Section | undefined;
  readonly Resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly Outputs?: Readonly<Record<string, OutputDeclaration>> | undefined;
  readonly Metadata?: Json;
  readonly Globals?: Json;
}

export interface ParameterDeclaration {
  readonly Type: string;
  readonly Default?: Json;
  readonly NoEcho?: Json;
  readonly AllowedValues?: readonly Json[] | undefined;
  readonly AllowedPattern?: string | undefined;
  readonly ConstraintDescription?: string | undefined;
  readonly Description?: string | undefined;
  readonly MinLength?: Json;
  readonly MaxLength?: Json;
  readonly MinValue?: Json;
  readonly MaxValue?: Json;
}

export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: Section | undefined;
  readonly Condition?: string | undefined;
  readonly DependsOn?: string | readonly string[] | undefined;
  readonly DeletionPolicy?: Json;
  readonly UpdateReplacePolicy?: Json;
  readonly Metadata?: Json;
  readonly CreationPolicy?: Json;
  readonly UpdatePolicy?: Json;
}

export interface OutputDeclaration {
  readonly Value: Json;
  readonly Description?: Json;
  readonly Condition?: string | undefined;
  readonly Export?: { readonly Name: Json } | undefined;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with one key that is a function of CloudFormation: its name and argument. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly argument: unknown } | undefined {
  if (!isObject(value)) return undefined;
  const [name, second] = Object.keys(value);
  if (name === undefined || second !== undefined) return undefined;
  if (name !== 'Ref' && name !== 'Condition' && !name.startsWith('Fn::')) return undefined;
  return { name, argument: value[name] };
}

export interface NamedTransform {
  readonly Name: string;
  readonly Parameters?: unknown;
}

/** `Transform` as a list; a macro may have parameters. @throws ValidationError for what is no name. */
export function transformListOf(template: Template): readonly (string | NamedTransform)[] {
  const { Transform: transform } = template;
  if (transform === undefined || transform === null) return [];
  return (Array.isArray(transform) ? transform : [transform]).map((entry: unknown) => {
    if (typeof entry === 'string') return entry;
    const name = isObject(entry) ? entry['Name'] : undefined;
    if (typeof name !== 'string') throw validationError('Key Name of transform definition must be a string.');
    return { ...(entry as object), Name: name };
  });
}

export const languageExtensions = 'AWS::LanguageExtensions';
export const serverless = 'AWS::Serverless-2016-10-31';

export const transformsOf = (template: Template): readonly string[] =>
  transformListOf(template).map((entry) => (typeof entry === 'string' ? entry : entry.Name));
