// Who may write the state of which table. `npm run lint` fails on a state written anywhere else, so that every way into a
// state can be read in one place. Seen are Prisma's writing calls, changes of ledger rows ({ table, set }) and SQL.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

interface Owner {
  table: string;
  /** Prisma's name of the table. */
  model: string;
  /** The module of its moves, and modules that only put new rows in. */
  modules: string[];
}

const OWNERS: Owner[] = [
  { table: 'order_sync', model: 'orderSync', modules: ['app/sync/ledger/orderState.server.ts'] },
  { table: 'document', model: 'document', modules: ['app/sync/ledger/documentState.server.ts'] },
  { table: 'booking', model: 'booking', modules: ['app/sync/ledger/documentState.server.ts'] },
  { table: 'outgoing_mail', model: 'outgoingMail', modules: ['app/sync/ledger/documentState.server.ts'] },
  { table: 'dead_letter', model: 'deadLetter', modules: ['app/sync/schedule/deadLetters.server.ts'] },
  { table: 'breaker', model: 'breaker', modules: ['app/sync/breaker/breaker.server.ts'] },
  { table: 'alert_mail', model: 'alertMail', modules: ['app/alerts/sendMails.server.ts'] },
  {
    table: 'privacy_request',
    model: 'privacyRequest',
    modules: ['app/privacy/answerRequests.server.ts', 'app/inbox/storeDeliveries.server.ts'],
  },
];

/** A piece of SQL that is put into statements elsewhere. */
const ANY = 'any table';

export interface StrayWrite {
  file: string;
  line: number;
  table: string;
}

const WRITES = /^(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert)$/;

const TESTS = /\.test\.tsx?$|\/testing\//;

/** Every stray write of the app, as a line for the terminal. */
export function allStrayStateWrites(): string[] {
  const files = globSync('app/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'));
  return files
    .filter((file) => !TESTS.test(file))
    .flatMap((file) => strayStateWrites(file, readFileSync(file, 'utf8')))
    .map(({ file, line, table }) => {
      const owner = OWNERS.find((one) => one.table === table)?.modules[0] ?? 'the module of its table';
      return `${file}:${line} writes a state of ${table}, which is for ${owner}`;
    });
}

/** The states that a source file writes although they are not its own. */
export function strayStateWrites(file: string, text: string): StrayWrite[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: StrayWrite[] = [];
  const report = (node: ts.Node, table: string) => {
    const own = OWNERS.filter((owner) => owner.modules.includes(file));
    if (own.some((owner) => table === ANY || owner.table === table)) return;
    found.push({ file, table, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const table = tableWritten(node);
      if (table && node.arguments[0] && writesState(node.arguments[0], source)) report(node, table);
    }
    if (ts.isObjectLiteralExpression(node)) {
      const table = tableOfChange(node);
      const set = property(node, 'set');
      if (table && set && hasState(set, source)) report(node, table);
    }
    if (ts.isTemplateLiteral(node)) for (const table of tablesInSql(node.getText())) report(node, table);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `tx.orderSync.update(...)`: order_sync. */
function tableWritten({ expression }: ts.CallExpression): string | null {
  if (!ts.isPropertyAccessExpression(expression) || !WRITES.test(expression.name.text)) return null;
  const { expression: model } = expression;
  const name = ts.isPropertyAccessExpression(model) ? model.name.text : '';
  return OWNERS.find((owner) => owner.model === name)?.table ?? null;
}

/** `{ table: 'document', ids, set }`: document. */
function tableOfChange(change: ts.ObjectLiteralExpression): string | null {
  const table = property(change, 'table');
  const name = table && ts.isStringLiteral(table) ? table.text : null;
  return OWNERS.find((owner) => owner.table === name)?.table ?? null;
}

/** Whether what is written (not what is searched for) names the state. */
const writesState = (argument: ts.Expression, source: ts.SourceFile): boolean =>
  ['data', 'create', 'update'].some((name) => {
    const written = ts.isObjectLiteralExpression(argument) ? property(argument, name) : undefined;
    return written !== undefined && hasState(written, source);
  });

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const each of object.properties) {
    if (each.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(each)) return each.initializer;
    if (ts.isShorthandPropertyAssignment(each)) return each.name;
  }
  return undefined;
}

/** Looks into spreads, choices and lists, and at constants of the same file. */
function hasState(written: ts.Node, source: ts.SourceFile): boolean {
  if (ts.isObjectLiteralExpression(written))
    return written.properties.some((each) =>
      ts.isSpreadAssignment(each) ? hasState(each.expression, source) : each.name?.getText() === 'state',
    );
  if (ts.isIdentifier(written)) {
    const made = constantOf(written.text, source);
    return made !== null && hasState(made, source);
  }
  if (ts.isCallExpression(written)) return false;
  return written.getChildren().some((child) => !ts.isToken(child) && hasState(child, source));
}

function constantOf(name: string, source: ts.SourceFile): ts.Expression | null {
  let made: ts.Expression | null = null;
  const visit = (node: ts.Node): void => {
    const declares = ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer;
    if (declares && !ts.isIdentifier(declares)) made = declares;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return made;
}

/** An assignment stands after `set`, after a comma or first in its piece of SQL, and has no alias; a comparison has. */
const ASSIGNS = /(?:\bset\s+|[,`}]\s*)state\s*=(?!=)/;

/** The tables whose state a piece of SQL writes. A piece that names none may be put into any statement. */
function tablesInSql(sql: string): string[] {
  const statements = sql.split(/(?=\b(?:update|insert into|delete from)\s)/i);
  return statements.flatMap((statement) => {
    const named = /^(?:update|insert into)\s+(\w+)/i.exec(statement)?.[1];
    if (named === undefined) return ASSIGNS.test(statement) ? [ANY] : [];
    if (!OWNERS.some((owner) => owner.table === named)) return [];
    const columns = /^insert into\s+\w+(?:\s+as\s+\w+)?\s*\(([^)]*)\)/i.exec(statement)?.[1];
    const inserts = columns !== undefined && /\bstate\b/.test(columns);
    return inserts || ASSIGNS.test(statement) ? [named] : [];
  });
}
