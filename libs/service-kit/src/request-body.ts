import { getMetadataStorage, validate } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { Invalid, Malformed } from './errors.js';

/** No request of ours is nested deeper, or holds more fields and elements in all. */
export const MAX_BODY_DEPTH = 8;
export const MAX_BODY_VALUES = 10_000;

/**
 * A request's body as the object it must be, in time that is linear in its size whatever it holds. Throws Malformed for anything else, for one
 * that is too deep or too full, and for text that neither Postgres nor a file system takes: a NUL, half of a surrogate pair.
 */
export function plainBody(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Malformed({ body: 'must be a JSON object' });
  const open: { readonly value: object; readonly depth: number; readonly field: string }[] = [{ value: body, depth: 1, field: 'body' }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth, field } = next;
    if (depth > MAX_BODY_DEPTH) throw new Malformed({ [field]: `is nested more than ${MAX_BODY_DEPTH} deep` });
    for (const [key, inner] of Object.entries(value)) {
      values += 1;
      if (values > MAX_BODY_VALUES) throw new Malformed({ body: `holds more than ${MAX_BODY_VALUES} fields and elements` });
      if (unstorable(key)) throw new Malformed({ [field]: `has a field whose name holds ${unstorable(key)}` });
      const named = depth === 1 ? key : field;
      if (typeof inner === 'string' && unstorable(inner)) throw new Malformed({ [named]: `holds ${unstorable(inner)}` });
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, depth: depth + 1, field: named });
    }
  }
  return body as Record<string, unknown>; // an object, as looked at above
}

/** What about this text could be neither stored nor be a file's name; null: nothing. */
export function unstorable(text: string): string | null {
  if (text.includes('\0')) return 'a NUL character';
  return text.isWellFormed() ? null : 'half of a surrogate pair';
}

/**
 * The body as an instance of its class: only the fields that the class checks are read, the rest is left where it is, and null is a field that
 * was not given. Fields are plain values and lists of them: no class nests another. Throws Malformed, and Invalid with every bad field.
 */
export async function validateBody<Body extends object>(BodyClass: new () => Body, body: unknown): Promise<Body> {
  const given = plainBody(body ?? {});
  const instance = Object.assign(new BodyClass(), fieldsOf(BodyClass, given));
  const errors = await validate(instance, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  if (errors.length > 0)
    throw new Invalid(
      Object.fromEntries(
        errors.map((error) => [error.property, Object.hasOwn(given, error.property) ? messageOf(error) : 'must be given']),
      ),
    );
  return instance;
}

/** Of what was given, the fields that the class knows: unchecked. */
export function fieldsOf(BodyClass: new () => object, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = checkedFields(BodyClass).filter((name) => Object.hasOwn(given, name) && given[name] !== null);
  return Object.fromEntries(fields.map((name) => [name, given[name]]));
}

/** Without the field's name, which stands beside it. */
const messageOf = ({ property, constraints, children = [] }: ValidationError): string =>
  [
    ...[...new Set(Object.values(constraints ?? {}))].map((text) => text.replace(`${property} `, '')),
    ...children.map((child) => `${child.property}: ${messageOf(child)}`),
  ].join('; ') || 'is not valid';

const fieldsOfClass = new WeakMap<object, readonly string[]>();

function checkedFields(BodyClass: new () => object): readonly string[] {
  const known = fieldsOfClass.get(BodyClass);
  if (known) return known;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(BodyClass, '', false, false);
  const fields = [...new Set(metadata.map(({ propertyName }) => propertyName))];
  fieldsOfClass.set(BodyClass, fields);
  return fields;
}
