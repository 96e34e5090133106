// Hover: the core's markdown, with the sentences read when the first one is asked for.
import type { Connection } from 'vscode-languageserver';
import { hoverIn } from '../core/features/hover/hoverIn.ts';
import { placeOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { rangeIn } from './convert.ts';
import type { GuardInFile } from './guard.ts';
import { chartHover } from './helm/answers.ts';
import { descriptions } from './schemas.ts';
import type { Session } from './session.ts';

export function registerHover(connection: Connection, session: Session, inFile: GuardInFile): void {
  connection.onHover(
    inFile('hover', (file, { position }) => {
      const inChart = chartHover(session, file, position);
      if (inChart) return inChart;
      const { schema, settings } = viewFor(session.workspace, file.uri);
      if (!schema) return null;
      const place = placeOf(file, position);
      const context = { schema, descriptions: descriptions(), locale: settings.locale, nowMs: Date.now() };
      const hover = hoverIn(session.workspace, file, place, context);
      if (!hover) return null;
      return { contents: { kind: 'markdown', value: hover.markdown }, range: rangeIn(file, place.index, hover.span) };
    }),
  );
}
