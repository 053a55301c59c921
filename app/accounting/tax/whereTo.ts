import type { Address, Order } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import type { Nature } from '../settings.ts';
import type { OriginName } from '../texts/words.ts';
import { placeOf, type Place } from './territories.ts';

export interface Destination {
  place: Place;
  /** What told the place, for the evidence. */
  from: OriginName;
}

export const GERMANY: Place = { zone: 'germany', country: 'DE', area: 'DE', special: null };

/**
 * Where the supply is: goods where their transport ends, or here when they are handed over here (§ 3 (6) UStG);
 * services where the buyer lives, which the billing address tells best (art. 24b, 24f regulation 282/2011); tickets where
 * the event takes place, which is here.
 */
export function whereTo(order: Order, nature: Nature): Destination | Problem {
  if (nature === 'tickets') return { place: GERMANY, from: 'event' };
  return nature === 'goods' ? whereGoodsGo(order) : whereBuyerLives(order);
}

function whereGoodsGo(order: Order): Destination | Problem {
  if (order.pickup) return { place: GERMANY, from: 'pickup' };
  const { shippingAddress, billingAddress } = order;
  if (shippingAddress?.countryCode) return read(shippingAddress, 'shipping_address');
  if (order.channel === 'pos') return { place: GERMANY, from: 'point_of_sale' };
  if (!billingAddress?.countryCode) return problem('tax.no_address');
  const destination = read(billingAddress, 'billing_address');
  // Goods for a German buyer are taxed here whether they were sent or handed over. For everybody else it matters.
  const needsDelivery = order.lines.some((line) => line.requiresShipping);
  if ('place' in destination && needsDelivery && destination.place.zone !== 'germany') {
    return problem('tax.no_delivery_address', { country: destination.place.country });
  }
  return destination;
}

function whereBuyerLives({ billingAddress, shippingAddress, channel }: Order): Destination | Problem {
  if (billingAddress?.countryCode) return read(billingAddress, 'billing_address');
  if (shippingAddress?.countryCode) return read(shippingAddress, 'shipping_address');
  return channel === 'pos' ? { place: GERMANY, from: 'point_of_sale' } : problem('tax.no_address');
}

function read(address: Address, from: Destination['from']): Destination | Problem {
  const reading = placeOf(address);
  switch (reading.kind) {
    case 'place':
      return { place: reading.place, from };
    case 'no_country':
      return problem('tax.no_address');
    case 'unknown_country':
      return problem('tax.unknown_country', { code: reading.country });
    case 'postcode_missing':
      return problem('tax.postcode_missing', { country: reading.country });
    case 'unclear':
      return problem('tax.area_unclear', { country: reading.country, area: reading.special });
  }
}
