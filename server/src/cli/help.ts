// What `kpod help` prints.

export const helpText = `kpod: Kubernetes manifests, checked and simulated without a cluster

  kpod check FILES|FOLDERS|-    findings in manifests
      --format human|json|sarif|junit|github   default human
      --kubernetes-version 1.36                default the newest
      --profile NAME                           recommended, strict, pss-baseline, pss-restricted, kube-linter, kube-score
      --rule ID=LEVEL                          off, hint, info, warning, error; may be given again
      --fail-on error|warning|info|hint        exit code 1 from this severity on; default error
      --fix                                    write every obvious fix into the files
      --locale en|zh-cn
  kpod simulate FILES|SCENARIO  what a cluster makes of manifests, over time; exit code 1 when something is refused or not ready
      --json                                   the trace
      --facts FILE                             watch events and kubectl outputs, as recorded control planes have them
      --seed N                                 another run of chance; default 1
      --kubernetes-version 1.36 --locale en|zh-cn
  kpod explain deployment.spec.strategy        what a field is
  kpod rules [ID]                              the rules, or one of them
  kpod snippets [PREFIX]                       the snippets, or one of them
  kpod lsp --stdio                             the language server, for any editor
  kpod admit, kpod decide TOPIC                verdicts and decisions, JSON lines in and out
  kpod version

Exit codes: 0 nothing found, 1 findings, 2 wrong usage or unreadable files.
`;
