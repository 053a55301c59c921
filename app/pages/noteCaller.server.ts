import { tellLog } from '../platform/log.server.ts';

/** Everything that is logged while this request is answered says whose it is, and which order it is about. */
export function noteCaller(shopId: string, params: Record<string, string | undefined>): void {
  const { orderId } = params;
  tellLog({ shopId, orderId: orderId && /^\d{1,20}$/.test(orderId) ? orderId : undefined });
}
