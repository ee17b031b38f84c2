/** Small questions about template values: what is a map, what is an intrinsic function, what does a parameter stand for. */

export type Fields = Record<string, unknown>;

export const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{Ref: …}`, `{"Fn::…": …}` or `{Condition: …}`: exactly one key. */
export function isIntrinsic(value: unknown): value is Fields {
  if (!isMap(value)) return false;
  const [name, second] = Object.keys(value);
  return name !== undefined && second === undefined && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}

/** The target of a `Ref`. */
export function refOf(value: unknown): string | undefined {
  const target = isIntrinsic(value) ? value['Ref'] : undefined;
  return typeof target === 'string' ? target : undefined;
}

/** Takes keys whose value is undefined away: a property that is not given is not written. */
export function defined(properties: Fields): Fields {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null));
}

export const ref = (logicalId: string): Fields => ({ Ref: logicalId });
export const getAtt = (logicalId: string, attribute: string): Fields => ({ 'Fn::GetAtt': [logicalId, attribute] });
export const noValue = ref('AWS::NoValue');

/** A condition around a value; without a condition the value itself. */
export function when(condition: string | undefined, value: unknown): unknown {
  return condition === undefined ? value : { 'Fn::If': [condition, value, noValue] };
}
