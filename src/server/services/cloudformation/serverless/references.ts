/**
 * References to what only SAM names: `Function.Alias`, `Function.Version`, `Api.Stage`, and layers, whose logical id got a hash.
 * Who calls it: transform.ts, at the end, over the whole template.
 */
import { type Fields, isMap } from './values.ts';

export function rewriteReferences<Value>(value: Value, references: ReadonlyMap<string, string>): Value {
  return references.size === 0 ? value : (rewrite(value, references) as Value);
}

/** Resources' DependsOn name logical ids without a Ref. */
export function rewriteDependencies(resource: Fields, references: ReadonlyMap<string, string>): Fields {
  const dependsOn = resource['DependsOn'];
  if (dependsOn === undefined) return resource;
  const renamed = (name: unknown) => (typeof name === 'string' ? (references.get(name) ?? name) : name);
  return { ...resource, DependsOn: Array.isArray(dependsOn) ? dependsOn.map(renamed) : renamed(dependsOn) };
}

function rewrite(value: unknown, references: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((member) => rewrite(member, references));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === 'Ref' && typeof member === 'string') return [key, references.get(member) ?? member];
      if (key === 'Fn::GetAtt') return [key, attribute(member, references)];
      if (key === 'Fn::Sub') return [key, substitution(member, references)];
      return [key, rewrite(member, references)];
    }),
  );
}

/** `[Function, Version.Version]` is the attribute Version of the version. */
function attribute(argument: unknown, references: ReadonlyMap<string, string>): unknown {
  if (!Array.isArray(argument) || !argument.every((part) => typeof part === 'string')) return argument;
  const [id, ...rest] = argument.join('.').split('.');
  const whole = references.get(`${id}.${rest[0]}`);
  if (whole !== undefined && rest.length > 1) return [whole, rest.slice(1).join('.')];
  const renamed = id === undefined ? undefined : references.get(id);
  return renamed === undefined ? argument : [renamed, rest.join('.')];
}

function substitution(argument: unknown, references: ReadonlyMap<string, string>): unknown {
  const inText = (text: unknown, own: Fields) =>
    typeof text !== 'string'
      ? text
      : text.replaceAll(/\$\{([A-Za-z0-9.:]+)\}/g, (found, name: string) => {
          const [id = '', part, ...rest] = name.split('.');
          if (Object.hasOwn(own, name)) return found;
          const whole = part === undefined ? undefined : references.get(`${id}.${part}`);
          if (whole !== undefined) return `\${${[whole, ...rest].join('.')}}`;
          const renamed = references.get(id);
          return renamed === undefined ? found : `\${${[renamed, ...(part === undefined ? [] : [part]), ...rest].join('.')}}`;
        });
  if (!Array.isArray(argument)) return inText(argument, {});
  const [text, variables] = argument;
  return [inText(text, isMap(variables) ? variables : {}), rewrite(variables, references)];
}
