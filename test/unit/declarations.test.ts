// The types that the catalogue of custom resources is made of, as declarations write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

test('of an object and what says which of its fields go together, the object counts', async () => {
  const { typesOf } = await import(pathToFileURL('server/tools/declarations-types.mjs').href);
  const source =
    'export interface ISpec {\n    "match"?: {\n        "exact"?: string;\n        "prefix"?: string;\n    } & (Exclude<{\n        "exact"?: string;\n    }, {\n        "prefix": string;\n    }> | {\n        "exact": string;\n    });\n    "port"?: string | number;\n}\n';
  const fields = typesOf(source).types.get('ISpec')?.fields;
  assert.deepEqual([...(fields?.get('match')?.type.fields?.keys() ?? [])], ['exact', 'prefix']);
  assert.equal(fields?.get('port')?.type.is, 'union');
});
