// What a statement is called in the trace: its verb and its table.

const names = new Map<string, string>();

export function nameStatement(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = describe(sql);
  names.set(sql, name);
  return name;
}

const VERBS: [RegExp, string][] = [
  [/graphile_worker\.(add_jobs?)\b/i, 'enqueue'],
  [/\binsert into\s+([\w".]+)/i, 'insert'],
  [/\bupdate\s+(?:only\s+)?([\w".]+)(?:\s+as)?(?:\s+\w+)?\s+set\b/i, 'update'],
  [/\bdelete from\s+([\w".]+)/i, 'delete'],
  [/\bfrom\s+([\w".]+)/i, 'select'],
];

function describe(sql: string): string {
  const wanted = /^(begin|commit|rollback)\b/i.exec(sql.trim());
  if (wanted) return wanted[1]!.toLowerCase();
  for (const [pattern, verb] of VERBS) {
    const table = pattern.exec(sql)?.[1];
    if (table) return `${verb} ${table.replaceAll('"', '').replace(/^(public|graphile_worker)\./, '')}`;
  }
  return sql.trim().slice(0, 30);
}
