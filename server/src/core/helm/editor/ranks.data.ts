// Which functions and keywords chart authors reach for first, by where they stand. What is not named here comes after.

/** At the beginning of an action. */
export const firstInAction: readonly string[] = [
  'include',
  'if',
  'with',
  'range',
  'end',
  'else',
  'toYaml',
  'define',
  'tpl',
  'printf',
  'default',
  'template',
  'required',
  'lookup',
  'fail',
];

/** Behind a bar. */
export const firstInPipeline: readonly string[] = [
  'nindent',
  'quote',
  'default',
  'toYaml',
  'indent',
  'trunc',
  'trimSuffix',
  'b64enc',
  'sha256sum',
  'replace',
  'toString',
  'int',
  'lower',
  'toJson',
  'fromYaml',
  'trim',
  'squote',
  'join',
];

/** Where an argument stands, or a condition. */
export const firstInArguments: readonly string[] = [
  'and',
  'or',
  'not',
  'eq',
  'ne',
  'include',
  'dict',
  'list',
  'default',
  'empty',
  'hasKey',
  'printf',
  'semverCompare',
  'gt',
  'lt',
];
