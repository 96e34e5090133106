// A pod template, inside the description of what makes pods. Source: kubectl/pkg/describe/describe.go DescribePodTemplate (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { labelSelectorText } from '../labelTexts.ts';
import { at, byBytes, count, has, list, record, text } from '../read.ts';
import { containerLines } from './containers.ts';
import { annotationLines, labelLines, tolerationLines } from './sections.ts';
import { volumeLines } from './volumes.ts';
import { createWriter, type DescribeContext, type Writer } from './writer.ts';

export function templateLines(w: Writer, template: JsonObject, context: DescribeContext): void {
  const spec = record(template, 'spec');
  w.line(0, 'Pod Template:');
  labelLines(w, '  Labels', record(template, 'metadata', 'labels'));
  const annotations = record(template, 'metadata', 'annotations');
  if (Object.keys(annotations).length > 0) annotationLines(w, '  Annotations', annotations);
  if (text(spec, 'serviceAccountName') !== '') w.field(1, 'Service Account', text(spec, 'serviceAccountName'));
  if (list(spec, 'initContainers').length > 0)
    containerLines(w, 'Init Containers', list(spec, 'initContainers'), { space: '  ' });
  containerLines(w, 'Containers', list(spec, 'containers'), { space: '  ' });
  volumeLines(w, list(spec, 'volumes'), '  ', context);
  spreadLines(w, list(spec, 'topologySpreadConstraints'), '  ');
  if (text(spec, 'priorityClassName') !== '') w.field(1, 'Priority Class Name', text(spec, 'priorityClassName'));
  labelLines(w, '  Node-Selectors', record(spec, 'nodeSelector'));
  tolerationLines(w, '  Tolerations', list(spec, 'tolerations'));
}

export function spreadLines(w: Writer, constraints: readonly JsonValue[], space: string): void {
  if (constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => byBytes(text(a, 'topologyKey'), text(b, 'topologyKey')));
  w.write(0, `${space}Topology Spread Constraints:\t`);
  for (const [index, constraint] of sorted.entries()) {
    if (index > 0) w.write(0, `${space}\t`);
    const selector = has(constraint, 'labelSelector')
      ? ` for selector ${labelSelectorText(at(constraint, 'labelSelector'))}`
      : '';
    w.line(
      0,
      `${text(constraint, 'topologyKey')}:${text(constraint, 'whenUnsatisfiable')} when max skew ${count(constraint, 'maxSkew')} is exceeded${selector}`,
    );
  }
}

/** The template with its tabs, as `rollout history --revision` shows it. */
export function rawTemplate(template: JsonObject): string {
  const w = createWriter();
  templateLines(w, template, { nowMs: 0, list: () => [] });
  return w.raw();
}
