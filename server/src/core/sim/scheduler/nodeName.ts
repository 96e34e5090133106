// Plugin NodeName: a pod that names its node fits no other. Source: plugins/nodename (v1.36).
import { type Plugin, unresolvable } from './plugin.ts';

export const nodeName: Plugin = {
  name: 'NodeName',
  prepare: ({ pod: { spec } }) =>
    spec.nodeName
      ? {
          filter: ({ name }) =>
            spec.nodeName === name ? undefined : unresolvable("node(s) didn't match the requested node name"),
        }
      : undefined,
};
