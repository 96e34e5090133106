// What `-o` may ask for, and kubectl's words where it cannot be. Source: cli-runtime/pkg/genericclioptions/print_flags.go,
// kubectl/pkg/cmd/get/customcolumn.go (v1.36).

const allowed: readonly string[] = [
  ...[
    'custom-columns',
    'custom-columns-file',
    'go-template',
    'go-template-file',
    'json',
    'jsonpath',
    'jsonpath-as-json',
  ],
  ...['jsonpath-file', 'kyaml', 'name', 'template', 'templatefile', 'wide', 'yaml'],
];

const played = new Set(['', 'custom-columns', 'json', 'jsonpath', 'jsonpath-as-json', 'name', 'wide', 'yaml']);

/** Why nothing can be printed so; undefined: it can. */
export function outputProblem(output: string): string | undefined {
  const at = output.indexOf('=');
  const [format, template] = at < 0 ? [output, ''] : [output.slice(0, at), output.slice(at + 1)];
  if (!(format === '' || allowed.includes(format)))
    return `unable to match a printer suitable for the output format "${format}", allowed formats are: ${allowed.join(',')}`;
  if (!played.has(format)) return `"-o ${format}" is not simulated: ask for json, yaml, jsonpath or custom-columns`;
  return format === 'custom-columns' ? columnsProblem(template) : undefined;
}

function columnsProblem(spec: string): string | undefined {
  if (spec === '') return 'custom-columns format specified but no custom columns given';
  const wrong = spec.split(',').find((column) => !column.includes(':'));
  return wrong === undefined
    ? undefined
    : `unexpected custom-columns spec: ${wrong}, expected <header>:<json-path-expr>`;
}
