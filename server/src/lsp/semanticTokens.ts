// Semantic tokens: the core's tokens in LSP's numbers, whole, for a range, or as the difference from the last answer.
import type {
  Connection,
  SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensDeltaParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { semanticTokensOf } from '../core/features/semanticTokens.ts';
import { tokenTypes } from '../core/features/tokenTypes.data.ts';
import { type ManifestFile, placeOf, positionOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import type { GuardInFile } from './guard.ts';
import type { Session } from './session.ts';

/** Handed over, as all of vscode-languageserver: the bundle that this is in does without a second one. */
export type NewTokens = () => SemanticTokensBuilder;

export function registerSemanticTokens(
  connection: Connection,
  session: Session,
  inFile: GuardInFile,
  newTokens: NewTokens,
): void {
  /** What was answered last for files that are open. */
  const answered = new Map<string, SemanticTokensBuilder>();
  const none: SemanticTokens = { data: [] };
  const whole = inFile('semanticTokens', (file) => {
    for (const uri of answered.keys()) if (!session.open.has(uri)) answered.delete(uri);
    const builder = newTokens();
    answered.set(file.uri, builder);
    push(builder, session, file, 0, file.documents.length);
    return builder.build();
  });
  const delta = inFile('semanticTokensDelta', (file, { previousResultId }: SemanticTokensDeltaParams) => {
    const known = answered.get(file.uri);
    const builder = known?.id === previousResultId ? known : newTokens();
    answered.set(file.uri, builder);
    builder.previousResult(previousResultId);
    push(builder, session, file, 0, file.documents.length);
    return builder.buildEdits();
  });
  const ranged = inFile('semanticTokensRange', (file, { range }: SemanticTokensRangeParams) => {
    const builder = newTokens();
    push(builder, session, file, placeOf(file, range.start).index, placeOf(file, range.end).index + 1);
    return builder.build();
  });
  const { semanticTokens } = connection.languages;
  semanticTokens.on((params, token) => whole(params, token) ?? none);
  semanticTokens.onDelta((params, token) => delta(params, token) ?? none);
  semanticTokens.onRange((params, token) => ranged(params, token) ?? none);
}

/** The tokens of the documents from number `first` up to `end`. */
function push(builder: SemanticTokensBuilder, session: Session, file: ManifestFile, first: number, end: number): void {
  const { schema } = viewFor(session.workspace, file.uri);
  if (!schema) return;
  for (const [at, document] of file.documents.slice(first, end).entries()) {
    for (const token of semanticTokensOf(document, schema)) {
      const { line, character } = positionOf(file, first + at, token.start);
      builder.push(line, character, token.end - token.start, tokenTypes.indexOf(token.type), token.defines ? 1 : 0);
    }
  }
}
