// Descriptions: how declaration files are read for their comments, and how the built file is read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadDescriptions, noDescriptions } from '../../server/src/core/schema/descriptions.ts';

const declarations = `
export declare namespace core {
    namespace v1 {
        /**
         * A thing.
         * It says '*&#47;scale' and \\*.
         * @internal
         */
        interface Thing {
            /**
             * Its size.
             */
            size?: pulumi.Input<number>;
            "limits"?: {
                [key: string]: string;
            };
            bare: string;
        }
        interface Other {
            /** One line. */
            "x-y"?: string;
        }
    }
}
/**
 * An alias.
 */
export type IThing = string | number;
`;

test('the comments of types and members are read from declaration files', async () => {
  const { declarationsOf } = await import(pathToFileURL('server/tools/schemas-declarations.mjs').href);
  const found = [...declarationsOf(declarations)].map(({ path, text, members }) => [
    path.join('/'),
    text,
    [...members],
  ]);
  assert.deepEqual(found, [
    ['core/v1/Thing', "A thing.\nIt says '*/scale' and *.", [['size', 'Its size.']]],
    ['core/v1/Other', '', [['x-y', 'One line.']]],
    ['IThing', 'An alias.', []],
  ]);
});

test('a text is found by definition, field and value', () => {
  const types = { 'core/v1/Pod': { d: 0, p: { spec: 1 }, v: { phase: { Running: 2 } } } };
  const read = loadDescriptions(JSON.stringify({ format: 1, texts: ['a pod', 'what it runs', 'it runs'], types }));
  assert.equal(read.definition('io.k8s.api.core.v1.Pod'), 'a pod');
  assert.equal(read.field('io.k8s.api.core.v1.Pod', 'spec'), 'what it runs');
  assert.equal(read.value('io.k8s.api.core.v1.Pod', 'phase', 'Running'), 'it runs');
  assert.equal(read.value('io.k8s.api.core.v1.Pod', 'phase', 'Gone'), undefined);
  assert.equal(read.field('io.k8s.api.core.v1.Node', 'spec'), undefined);
  assert.equal(loadDescriptions('{"format":7}'), noDescriptions);
});
