// Values judged by a JSON Schema that somebody wrote, such as a chart's values.schema.json. The one place that knows ajv,
// which is loaded when the first schema is judged by. Drafts 7, 2019-09 and 2020-12; what a schema refers to elsewhere is
// not fetched.

export interface SchemaFault {
  /** Where in the value: keys and indices. */
  readonly path: readonly string[];
  /** As ajv says it: `must be string`. */
  readonly message: string;
}

/** @returns the faults of a value; undefined where the schema itself cannot be read */
export type SchemaJudge = (schema: string, value: unknown) => readonly SchemaFault[] | undefined;

const mostFaults = 50;

export async function jsonSchemaJudge(): Promise<SchemaJudge> {
  const [{ Ajv }, { Ajv2019 }, { Ajv2020 }] = await Promise.all([
    import('ajv'),
    import('ajv/dist/2019.js'),
    import('ajv/dist/2020.js'),
  ]);
  const options = { allErrors: true, strict: false, validateFormats: false, logger: false } as const;
  const readerOf = (draft: string) => {
    if (draft.includes('2019-09')) return new Ajv2019(options);
    return draft.includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
  };
  return (text, value) => {
    try {
      const { $schema: draft, $id: _, id: __, ...schema } = JSON.parse(text, withoutForeign) as Record<string, unknown>;
      const judge = readerOf(typeof draft === 'string' ? draft : '').compile(schema);
      if (judge(value)) return [];
      return (judge.errors ?? []).slice(0, mostFaults).map(({ instancePath, keyword, params, message }) => ({
        path: instancePath
          .split('/')
          .slice(1)
          .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
        message: `${message ?? keyword}${detailOf(params)}`,
      }));
    } catch {
      return undefined;
    }
  };
}

/** What lies elsewhere is not fetched: it may allow anything, and the rest is judged all the same. */
function withoutForeign(key: string, value: unknown): unknown {
  return key === '$ref' && typeof value === 'string' && !value.startsWith('#') ? undefined : value;
}

/** What a message alone leaves open. */
function detailOf(params: Readonly<Record<string, unknown>>): string {
  const { additionalProperty, allowedValues } = params;
  if (typeof additionalProperty === 'string') return ` ("${additionalProperty}")`;
  return Array.isArray(allowedValues) ? `: ${allowedValues.map((one) => JSON.stringify(one)).join(', ')}` : '';
}
