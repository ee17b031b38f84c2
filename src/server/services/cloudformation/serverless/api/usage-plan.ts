/**
 * `Auth.UsagePlan` of a REST API: a usage plan with a key, for the API alone or shared by all that ask for that.
 * Who calls it: resources/rest-api.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html
 */
import { InvalidResource } from '../errors.ts';
import { emit, inherited, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, isMap, ref } from '../values.ts';
import { anyOf } from './implicit.ts';

const known = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'];
const kinds = ['SHARED', 'PER_API', 'NONE'];
const SHARED_CONDITION = 'SharedUsagePlanCondition';

/** @param given `Auth.UsagePlan`. @throws InvalidResource. */
export function emitUsagePlan(translation: Translation, resource: SamResource, given: unknown, stageId: string): void {
  if (given === undefined || given === null) return;
  const { logicalId } = resource;
  const invalid = (reason: string) => new InvalidResource(logicalId, reason);
  if (!isMap(given)) throw invalid("'UsagePlan' must be a dictionary");
  if (Object.keys(given).some((name) => !known.includes(name))) throw invalid("Invalid property for 'UsagePlan'");
  const kind = given['CreateUsagePlan'];
  if (kind === undefined || kind === null) throw invalid("'CreateUsagePlan' is a required field for UsagePlan.");
  if (!kinds.includes(String(kind))) throw invalid(`'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].`);
  if (kind === 'NONE') return;
  const isShared = kind === 'SHARED';
  const prefix = isShared ? 'Serverless' : logicalId;
  const planId = `${prefix}UsagePlan`;
  const attributes = isShared ? sharedAttributes(translation, inherited(resource)) : inherited(resource);
  const before = isShared ? translation.resources[planId] : undefined;
  const add = (property: string, entry: Fields): unknown[] => {
    const list = isMap(before?.['Properties']) ? before['Properties'][property] : undefined;
    return [...(Array.isArray(list) ? list : []), entry];
  };
  const keys = isShared ? translation.resources[`${prefix}ApiKey`] : undefined;
  const stageKeys = isMap(keys?.['Properties']) ? keys['Properties']['StageKeys'] : undefined;
  const waitsFor = Array.isArray(before?.['DependsOn']) ? before['DependsOn'] : [];
  const { UsagePlanName, Description, Quota, Tags, Throttle } = given;
  emit(
    translation,
    planId,
    'AWS::ApiGateway::UsagePlan',
    defined({
      ApiStages: add('ApiStages', { ApiId: ref(logicalId), Stage: ref(stageId) }),
      ...{ UsagePlanName, Description, Quota, Tags, Throttle },
    }),
    { ...attributes, DependsOn: [...waitsFor, logicalId] },
  );
  emit(
    translation,
    `${prefix}ApiKey`,
    'AWS::ApiGateway::ApiKey',
    {
      Enabled: true,
      StageKeys: [...(Array.isArray(stageKeys) ? stageKeys : []), { RestApiId: ref(logicalId), StageName: ref(stageId) }],
    },
    { ...attributes, DependsOn: [planId] },
  );
  emit(
    translation,
    `${prefix}UsagePlanKey`,
    'AWS::ApiGateway::UsagePlanKey',
    { KeyId: ref(`${prefix}ApiKey`), KeyType: 'API_KEY', UsagePlanId: ref(planId) },
    { ...attributes, DependsOn: [`${prefix}ApiKey`] },
  );
  for (const name of ['UsagePlan', 'ApiKey', 'UsagePlanKey']) translation.references.set(`${logicalId}.${name}`, prefix + name);
}

/** What is shared is kept when one of its APIs is, and there when one of them is. */
function sharedAttributes(
  { shared, conditions }: Translation,
  { DeletionPolicy, UpdateReplacePolicy, Condition }: Fields,
): Fields {
  if (DeletionPolicy && (!shared.deletionPolicy || DeletionPolicy === 'Retain')) shared.deletionPolicy = DeletionPolicy;
  if (
    UpdateReplacePolicy &&
    (!shared.updateReplacePolicy ||
      UpdateReplacePolicy === 'Retain' ||
      (UpdateReplacePolicy === 'Snapshot' && shared.updateReplacePolicy === 'Delete'))
  )
    shared.updateReplacePolicy = UpdateReplacePolicy;
  if (typeof Condition === 'string') shared.conditions.add(Condition);
  else shared.isUnconditional = true;
  const names = [...shared.conditions];
  const isConditional = names.length > 0 && !shared.isUnconditional;
  if (isConditional)
    if (names.length === 1) conditions[SHARED_CONDITION] = { Condition: names[0] };
    else anyOf(names, SHARED_CONDITION, conditions);
  else delete conditions[SHARED_CONDITION];
  return defined({
    DeletionPolicy: shared.deletionPolicy,
    UpdateReplacePolicy: shared.updateReplacePolicy,
    Condition: isConditional ? SHARED_CONDITION : undefined,
  });
}
