import 'reflect-metadata';

type RowClass = abstract new () => object;

/** Where @nestjs/swagger keeps what `@ApiProperty` says; a spec notices should it ever move. */
const NAMES = 'swagger/apiModelPropertiesArray';
const PROPERTY = 'swagger/apiModelProperties';

/**
 * What a list of these rows shows: the fields that the API describes, no other and none less. An optional one is shown only where one record
 * is asked for by its id.
 */
export function columnsOf(Row: RowClass): { readonly columns: readonly string[]; readonly recordColumns: readonly string[] } {
  const prototype = Row.prototype as object;
  const keys = (Reflect.getMetadata(NAMES, prototype) ?? []) as readonly string[]; // `:id`, `:title`, …
  const names = keys.map((key) => key.slice(1));
  const isRequired = (name: string) =>
    (Reflect.getMetadata(PROPERTY, prototype, name) as { readonly required?: boolean }).required !== false; // as its decorator wrote it
  return { columns: names.filter(isRequired), recordColumns: names.filter((name) => !isRequired(name)) };
}
