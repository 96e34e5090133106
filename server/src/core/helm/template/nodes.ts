// The tree of one Go template (text/template/parse of Go 1.26): what stands between the braces and the text around it,
// with spans in the template's text. It knows no functions, no values, and nothing of YAML.
import type { Span } from '../../finding.ts';

export type Statement =
  | TextNode
  | ActionNode
  | BranchNode
  | DefineNode
  | BlockNode
  | InvokeNode
  | (Span & { readonly type: 'break' | 'continue' | 'comment' });

/** What is written as it stands, after trim markers took their blanks. */
export interface TextNode extends Span {
  readonly type: 'text';
  readonly text: string;
}

/** `{{ pipeline }}`. */
export interface ActionNode extends Span {
  readonly type: 'action';
  readonly pipe: Pipe;
}

/** From the opening action to the one that ends it; `otherwise` is what stands behind `else`. */
export interface BranchNode extends Span {
  readonly type: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  /** Of the opening action. */
  readonly head: Span;
}

export interface DefineNode extends Span {
  readonly type: 'define';
  readonly name: TemplateName;
  readonly body: readonly Statement[];
}

/** `{{ block "name" pipe }}`: a definition and its use in one. */
export interface BlockNode extends Span {
  readonly type: 'block';
  readonly name: TemplateName;
  readonly pipe: Pipe;
  readonly body: readonly Statement[];
}

/** `{{ template "name" pipe }}`. */
export interface InvokeNode extends Span {
  readonly type: 'template';
  readonly name: TemplateName;
  readonly pipe: Pipe | undefined;
}

/** `span` is of the name between its quotes. */
export interface TemplateName {
  readonly name: string;
  readonly span: Span;
}

export interface Pipe extends Span {
  readonly type: 'pipe';
  /** Variables before `:=` or `=`. */
  readonly variables: readonly VariableNode[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** A function or value with its arguments. */
export interface Command extends Span {
  readonly words: readonly Operand[];
}

export type Operand =
  | (Span & { readonly type: 'dot' | 'nil' })
  | (Span & { readonly type: 'bool'; readonly value: boolean })
  /** `whole` where it is written as one. */
  | (Span & { readonly type: 'number'; readonly whole: bigint | undefined; readonly value: number })
  | (Span & { readonly type: 'string'; readonly value: string })
  | (Span & { readonly type: 'function'; readonly name: string })
  | FieldNode
  | VariableNode
  | (Span & { readonly type: 'chain'; readonly of: Operand; readonly fields: readonly Field[] })
  | Pipe;

/** `.a.b`: fields of the dot. */
export interface FieldNode extends Span {
  readonly type: 'field';
  readonly fields: readonly Field[];
}

/** `$x.a.b`; `name` with its dollar. */
export interface VariableNode extends Span {
  readonly type: 'variable';
  readonly name: string;
  readonly fields: readonly Field[];
}

/** One `.name`; the span is of the name without its dot. */
export interface Field extends Span {
  readonly name: string;
}

export interface TemplateProblem {
  readonly span: Span;
  /** As Go says it. */
  readonly message: string;
}

export interface TemplateTree {
  readonly text: string;
  readonly body: readonly Statement[];
  readonly problems: readonly TemplateProblem[];
}
