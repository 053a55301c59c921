import type { Plan, PlanInput, VatCheck } from '../../accounting/documents.ts';
import { readVatId } from '../../accounting/tax/vatId.ts';
import { storedVatCheck } from '../../accounting/stored/document.ts';
import { vatContext } from '../../platform/encryptionContexts.ts';
import { text } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import { HELD, heldBy, heldParams } from '../ledger/fencedWrite.server.ts';
import type { Stop } from '../outcome.ts';
import { exhausted, waiting } from '../problems.ts';
import type { Run } from '../ledger/run.server.ts';
import type { RunStart } from './readRun.server.ts';

/** An answer "not valid" is asked for again after this time, in case the id has been registered since. */
const INVALID_FOR_MS = 3_600_000;

/**
 * Plans the order, asking VIES first where the plan hangs on a VAT id; its answer is known from then on. `known.asked`: a
 * person wants this very order booked, which overrules the rules that would leave it out.
 */
export async function planWithVatCheck(
  run: Run,
  input: Omit<PlanInput, 'account' | 'vatCheck'>,
  known: Pick<RunStart['order'], 'asked' | 'vatCheckEncrypted'>,
): Promise<Plan | Stop> {
  const { ports, connection, lease } = run;
  const settings = known.asked ? withoutRules(input.settings) : input.settings;
  const whole = { ...input, settings, account: connection.account };
  const plan = ports.plan({ ...whole, vatCheck: storedCheck(run, known.vatCheckEncrypted) });
  if (plan.needsVatCheck === null) return plan;
  const requester = readVatId(settings.ownVatId)?.id ?? null;
  const answer = await ports.checkVat({ vatId: plan.needsVatCheck, requester }, lease.signal);
  if (answer.kind === 'unclear') {
    const failure = { class: 'transient' as const, problem: exhausted.vat, meanwhile: waiting.vatCheck };
    return {
      stop: 'fail',
      failure: { ...failure, message: answer.message, retryAfterMs: null, atLeastMs: 0 },
    };
  }
  known.vatCheckEncrypted = await storeCheck(run, answer.value);
  return ports.plan({ ...whole, vatCheck: answer.value });
}

function withoutRules(settings: PlanInput['settings']): PlanInput['settings'] {
  const none = { testOrders: false, posOrders: false, zeroTotals: settings.skip.zeroTotals };
  return { ...settings, skip: { ...none, tags: [], channels: [], gateways: [] } };
}

function storedCheck({ ports, lease }: Run, sealed: string | null): VatCheck | null {
  if (!sealed) return null;
  const context = vatContext(lease.shopId, lease.orderGid);
  const check = storedVatCheck.read(ports.encryption.decrypt(sealed, context));
  const ageMs = ports.clock.now().getTime() - new Date(check.checkedAt).getTime();
  return check.valid || ageMs < INVALID_FOR_MS ? check : null;
}

const STORE = statement('run.store_vat_check', {
  params: { ...heldParams, sealed: text },
  row: {},
  sql: `with ${HELD} update order_sync o set vat_check_encrypted = :sealed from held where o.id = held.id and o.shop_id = :shop`,
});

async function storeCheck({ ports, lease }: Run, check: VatCheck): Promise<string> {
  const sealed = ports.encryption.encrypt(
    storedVatCheck.write(check),
    vatContext(lease.shopId, lease.orderGid),
  );
  await ports.db.sql.rows(STORE, { ...heldBy(lease), sealed });
  return sealed;
}
