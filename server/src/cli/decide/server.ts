// The API server of questions: the judge of the editor, with the structure of the release whose answers are asked.
import type { ApiServer } from '../../core/sim/answers.ts';
import { apiServerOf } from '../../core/sim/server.ts';
import { schemaOf } from '../../lsp/schemas.ts';

export const server: ApiServer = apiServerOf(schemaOf('1.36'));
