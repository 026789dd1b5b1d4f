export function drill(): undefined { return undefined; }
