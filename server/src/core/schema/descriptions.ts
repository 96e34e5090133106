// What types, fields and values mean, in the sentences of Kubernetes' own documentation: another value than the
// structure, made at build time (server/tools/schemas-texts.mjs) and loaded only when a hover or a completion asks.

export interface Descriptions {
  /** Of a type, by its definition's full name. */
  definition(definition: string): string | undefined;
  field(definition: string, field: string): string | undefined;
  /** Of one allowed value of a field. */
  value(definition: string, field: string, value: string): string | undefined;
}

/** Nothing known: what one has before the file is loaded, or when it is not there. */
export const noDescriptions: Descriptions = {
  definition: () => undefined,
  field: () => undefined,
  value: () => undefined,
};

interface File {
  readonly format: number;
  readonly texts: readonly string[];
  /** By the last three parts of a definition's name, `core/v1/Pod`: own text, then fields; numbers are rows of `texts`. */
  readonly types: Readonly<Record<string, RawType>>;
}

interface RawType {
  readonly d?: number;
  readonly p?: Readonly<Record<string, number>>;
  readonly v?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Reads the JSON text of the descriptions (already decompressed). Unknown forms give no descriptions. */
export function loadDescriptions(json: string): Descriptions {
  const file: unknown = JSON.parse(json);
  if (!isFile(file)) return noDescriptions;
  const typeOf = (definition: string): RawType | undefined => file.types[definition.split('.').slice(-3).join('/')];
  const text = (row: number | undefined): string | undefined => (row === undefined ? undefined : file.texts[row]);
  return {
    definition: (definition) => text(typeOf(definition)?.d),
    field: (definition, field) => text(typeOf(definition)?.p?.[field]),
    value: (definition, field, value) => text(typeOf(definition)?.v?.[field]?.[value]),
  };
}

function isFile(value: unknown): value is File {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
}
