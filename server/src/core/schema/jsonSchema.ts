// Values judged by a JSON Schema that somebody wrote, such as a chart's values.schema.json. The one place that knows ajv,
// which is loaded when the first schema is judged by. What a schema refers to elsewhere is not fetched.

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
  const { Ajv } = await import('ajv');
  return (text, value) => {
    try {
      const { $schema: _, ...schema } = JSON.parse(text) as Record<string, unknown>;
      const judge = new Ajv({ allErrors: true, strict: false, validateFormats: false, logger: false }).compile(schema);
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

/** What a message alone leaves open. */
function detailOf(params: Readonly<Record<string, unknown>>): string {
  const { additionalProperty, allowedValues } = params;
  if (typeof additionalProperty === 'string') return ` ("${additionalProperty}")`;
  return Array.isArray(allowedValues) ? `: ${allowedValues.map((one) => JSON.stringify(one)).join(', ')}` : '';
}
