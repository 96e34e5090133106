// Where an object, or a field of it, is written in the files that a command was given: `web.yaml:12`.
import { placeOfObject } from '../core/features/objectPlaces.ts';
import type { ObjectRef } from '../core/sim/trace.ts';
import { fileOf, positionOf } from '../core/workspace/file.ts';
import { emptyWorkspace, fileIn, filesOf, withFiles } from '../core/workspace/workspace.ts';
import { readManifests } from './manifestFiles.ts';

/** Of a field that is not written, the nearest thing above it that is; undefined where the object is not written at all. */
export type LineFinder = (object: ObjectRef, field: string | undefined) => string | undefined;

/** In the files as people wrote them, whatever was made of them. */
export function lineFinderIn(words: readonly string[]): LineFinder {
  const files = readManifests(words);
  if ('problem' in files) return () => undefined;
  const workspace = withFiles(
    emptyWorkspace,
    files.map(({ path, text }) => fileOf(path, text)),
  );
  const [first] = filesOf(workspace);
  return (object, field) => {
    const site = first && placeOfObject(workspace, first, object, field);
    const file = site && fileIn(workspace, site.uri);
    return file && `${file.uri}:${positionOf(file, site.index, site.span.start).line + 1}`;
  };
}
