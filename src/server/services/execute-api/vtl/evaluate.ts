/**
 * Runs a parsed mapping template. What is not there prints nothing, as in API Gateway; plain Velocity would print the reference itself.
 *
 * Templates are bounded: in steps, in the turns of a `#foreach` (AWS's limit) and in what they print.
 */
import { callMethod, longestText } from './methods.ts';
import type { Expression, Node, Operator, Reference, Step } from './nodes.ts';
import { TemplateError } from './nodes.ts';
import { combine, isTrue } from './operators.ts';
import { HostObject, isMap, ownValue, setOwn, textOf } from './values.ts';

const mostSteps = 1_000_000;
const mostTurns = 1_000;
const deepest = 50;

interface Macro {
  readonly parameters: readonly string[];
  readonly body: readonly Node[];
}

/** The text of a `#define`, which is made anew wherever it is named. */
class Definition {
  readonly body: readonly Node[];

  constructor(body: readonly Node[]) {
    this.body = body;
  }
}

type Ending = 'break' | 'stop' | undefined;

/** @param variables by name; `#set` changes them. @throws TemplateError */
export function evaluate(nodes: readonly Node[], variables: Map<string, unknown>): string {
  return new Evaluation(variables).text(nodes);
}

class Evaluation {
  readonly #variables: Map<string, unknown>;
  readonly #macros = new Map<string, Macro>();
  #printed: string[] = [];
  #length = 0;
  #steps = 0;
  #depth = 0;

  constructor(variables: Map<string, unknown>) {
    this.#variables = variables;
  }

  /** What the nodes print. */
  text(nodes: readonly Node[]): string {
    const outer = this.#printed;
    this.#printed = [];
    if (++this.#depth > deepest) throw new TemplateError('The template nests too deep');
    this.#run(nodes);
    this.#depth--;
    const text = this.#printed.join('');
    this.#printed = outer;
    return text;
  }

  #print(text: string): void {
    this.#length += text.length;
    if (this.#length > longestText) throw new TemplateError('The template prints too much');
    this.#printed.push(text);
  }

  #run(nodes: readonly Node[]): Ending {
    for (const node of nodes) {
      const ending = this.#step(node);
      if (ending) return ending;
    }
    return undefined;
  }

  #step(node: Node): Ending {
    if (++this.#steps > mostSteps) throw new TemplateError('The template runs too long');
    switch (node.kind) {
      case 'text':
        this.#print(node.text);
        return undefined;
      case 'reference':
        this.#print(textOf(this.#printable(this.#resolve(node))));
        return undefined;
      case 'set':
        this.#assign(node.target, this.#value(node.value));
        return undefined;
      case 'if': {
        const branch = node.branches.find(({ test }) => test === undefined || isTrue(this.#value(test)));
        return branch ? this.#run(branch.body) : undefined;
      }
      case 'foreach':
        return this.#forEach(node.name, itemsOf(this.#value(node.items)), node.body);
      case 'define':
        this.#variables.set(node.name, new Definition(node.body));
        return undefined;
      case 'macro':
        this.#macros.set(node.name, node);
        return undefined;
      case 'call':
        return this.#call(node.name, node.values, node.source);
      default:
        return node.kind;
    }
  }

  #printable(value: unknown): unknown {
    return value instanceof Definition ? this.text(value.body) : value;
  }

  #forEach(name: string, items: readonly unknown[], body: readonly Node[]): Ending {
    const outer = ['foreach', 'velocityCount', 'velocityHasNext', name].map((key) => [key, this.#variables.get(key)] as const);
    let ending: Ending;
    for (const [index, item] of items.entries()) {
      if (index >= mostTurns) throw new TemplateError(`#foreach takes more than ${mostTurns} turns`);
      const hasNext = index + 1 < items.length;
      this.#variables.set('foreach', { index, count: index + 1, hasNext, first: index === 0, last: !hasNext });
      this.#variables.set('velocityCount', index + 1);
      this.#variables.set('velocityHasNext', hasNext);
      this.#variables.set(name, item);
      ending = this.#run(body);
      if (ending) break;
    }
    for (const [key, value] of outer) {
      if (value === undefined) this.#variables.delete(key);
      else this.#variables.set(key, value);
    }
    return ending === 'stop' ? 'stop' : undefined;
  }

  #call(name: string, values: readonly Expression[], source: string): Ending {
    const macro = this.#macros.get(name);
    if (!macro) {
      this.#print(source);
      return undefined;
    }
    const given = values.map((value) => this.#value(value));
    const outer = macro.parameters.map((parameter) => [parameter, this.#variables.get(parameter)] as const);
    for (const [at, parameter] of macro.parameters.entries()) this.#variables.set(parameter, given[at]);
    if (++this.#depth > deepest) throw new TemplateError('The template nests too deep');
    const ending = this.#run(macro.body);
    this.#depth--;
    for (const [parameter, value] of outer) this.#variables.set(parameter, value);
    return ending === 'stop' ? 'stop' : undefined;
  }

  #resolve({ name, steps }: Reference): unknown {
    let value = this.#variables.get(name);
    for (const step of steps) {
      value = this.#follow(value, step);
      if (value === undefined || value === null) return undefined;
    }
    return value;
  }

  #follow(value: unknown, step: Step): unknown {
    if (++this.#steps > mostSteps) throw new TemplateError('The template runs too long');
    switch (step.kind) {
      case 'property':
        return propertyOf(value, step.name);
      case 'index':
        return elementOf(value, this.#value(step.at));
      case 'method':
        return callMethod(
          value,
          step.name,
          step.values.map((given) => this.#printable(this.#value(given))),
        );
    }
  }

  #assign({ name, steps }: Reference, value: unknown): void {
    const last = steps.at(-1);
    if (!last) {
      if (value === undefined || value === null) this.#variables.delete(name);
      else this.#variables.set(name, value);
      return;
    }
    const target = this.#resolve({ kind: 'reference', name, steps: steps.slice(0, -1) });
    if (last.kind === 'method') throw new TemplateError('#set cannot set what a method returns');
    const key = last.kind === 'property' ? last.name : this.#value(last.at);
    if (Array.isArray(target) && Number.isInteger(key) && Number(key) <= target.length) target[Number(key)] = value ?? '';
    else if (isMap(target)) setOwn(target, textOf(key), value ?? '');
  }

  #value(expression: Expression): unknown {
    if (++this.#steps > mostSteps) throw new TemplateError('The template runs too long');
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template':
        return this.text(expression.body);
      case 'reference':
        return this.#resolve(expression);
      case 'list':
        return expression.items.map((item) => this.#value(item) ?? '');
      case 'range':
        return rangeOf(Number(this.#value(expression.from)), Number(this.#value(expression.to)));
      case 'map': {
        const map = {};
        for (const [key, value] of expression.entries) setOwn(map, textOf(this.#value(key)), this.#value(value) ?? '');
        return map;
      }
      case 'not':
        return !isTrue(this.#value(expression.value));
      case 'binary':
        return this.#binary(expression.operator, expression.left, expression.right);
    }
  }

  #binary(operator: Operator, left: Expression, right: Expression): unknown {
    if (operator === '&&') return isTrue(this.#value(left)) && isTrue(this.#value(right));
    if (operator === '||') return isTrue(this.#value(left)) || isTrue(this.#value(right));
    return combine(operator, this.#printable(this.#value(left)), this.#printable(this.#value(right)));
  }
}

function propertyOf(value: unknown, name: string): unknown {
  if (isMap(value)) return ownValue(value, name) ?? (name === 'empty' ? Object.keys(value).length === 0 : undefined);
  if (value instanceof HostObject) return ownValue(value.properties, name);
  if (name === 'empty' && (Array.isArray(value) || typeof value === 'string')) return value.length === 0;
  return undefined;
}

function elementOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return value[Number(key) < 0 ? value.length + Number(key) : Number(key)] as unknown;
  return isMap(value) ? ownValue(value, textOf(key)) : undefined;
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isMap(value) ? Object.values(value) : [];
}

function rangeOf(from: number, to: number): number[] {
  if (!Number.isInteger(from) || !Number.isInteger(to)) return [];
  const length = Math.min(Math.abs(to - from), mostTurns) + 1;
  return Array.from({ length }, (_, at) => (from <= to ? from + at : from - at));
}
