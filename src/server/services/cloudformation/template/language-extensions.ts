/**
 * The transform AWS::LanguageExtensions: unrolls Fn::ForEach. Its functions (Fn::Length, Fn::ToJsonString, Fn::FindInMap with a
 * default) are resolved with all others.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
import { validationError } from '../errors.ts';
import { isObject, type Template } from './template.ts';

type Parameters = Readonly<Record<string, string | readonly string[]>>;

export function expandLanguage(template: Template, parameters: Parameters): Template {
  return expand(template, parameters, {}) as Template;
}

function expand(value: unknown, parameters: Parameters, names: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fill(value, names);
  if (Array.isArray(value)) return value.map((entry) => expand(entry, parameters, names));
  if (!isObject(value)) return value;
  const ref = value['Ref'];
  if (typeof ref === 'string' && Object.hasOwn(names, ref) && Object.keys(value).length === 1) return names[ref];
  const expanded: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    const loops = key.startsWith('Fn::ForEach::')
      ? unroll(key, entry, parameters, names)
      : [[fill(key, names), expand(entry, parameters, names)] as const];
    for (const [name, inner] of loops) {
      if (Object.hasOwn(expanded, name))
        throw validationError(`Transform AWS::LanguageExtensions failed with: Fn::ForEach makes ${name} twice.`);
      expanded[name] = inner;
    }
  }
  return expanded;
}

function unroll(
  key: string,
  argument: unknown,
  parameters: Parameters,
  names: Readonly<Record<string, string>>,
): (readonly [string, unknown])[] {
  const [identifier, collection, body] = Array.isArray(argument) ? argument : [];
  if (typeof identifier !== 'string' || !isObject(body)) {
    throw validationError(`Transform AWS::LanguageExtensions failed with: Fn::ForEach layout is incorrect in ${key}`);
  }
  const items = itemsOf(expand(collection, parameters, names), parameters);
  return items.flatMap((item) => Object.entries(expand(body, parameters, { ...names, [identifier]: item }) as object));
}

function itemsOf(collection: unknown, parameters: Parameters): readonly string[] {
  if (isObject(collection) && typeof collection['Ref'] === 'string') return itemsOf(parameters[collection['Ref']], parameters);
  if (!Array.isArray(collection)) {
    throw validationError(
      'Transform AWS::LanguageExtensions failed with: Fn::ForEach collection must be a list, or a parameter that is one.',
    );
  }
  return collection.map((entry) =>
    isObject(entry) && typeof entry['Ref'] === 'string' ? String(parameters[entry['Ref']]) : String(entry),
  );
}

/** `${Name}`, and `&{Name}`, which leaves out what is not alphanumeric. */
function fill(source: string, names: Readonly<Record<string, string>>): string {
  if (!source.includes('{')) return source;
  return source.replace(/([$&])\{([A-Za-z0-9]+)\}/g, (whole, mark: string, name: string) => {
    const value = Object.hasOwn(names, name) ? names[name] : undefined;
    if (value === undefined) return whole;
    return mark === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}
