// Stands in until the panel is here.
export const placeholder = '';
