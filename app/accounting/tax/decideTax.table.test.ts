import { describe, expect, it } from 'vitest';
import { missingFacts } from '../explain.ts';
import { decideTax } from './decideTax.ts';
import { inWords, sketchInput, type Sketch } from './testing/sketchOrder.ts';

// Every kind of sale and what the law makes of it. Read a row as: this sale, under these circumstances, is this rule
// with these rates (one per amount, in order) - or this problem - because of this law.

type Row = [sale: string, sketch: Sketch, outcome: string, law: string];

const OSS = '2021-07-01';
const FR_ID = 'FR40303265045';
const valid = { vatId: FR_ID, vies: 'valid' } as const;
const invalid = { vatId: FR_ID, vies: 'invalid' } as const;

// prettier-ignore
const domestic: Row[] = [
  ['goods at 19 %', { to: 'DE 10115', sold: '119.00@19' }, 'rule 1, domestic, 19', '§ 12 (1) UStG'],
  ['a book at 7 %', { to: 'DE 10115', sold: '21.40@7' }, 'rule 1, domestic, 7', '§ 12 (2) UStG'],
  ['both rates, each kept', { to: 'DE 10115', sold: '119.00@19 + 21.40@7 + ship 4.90@19' }, 'rule 1, domestic, 19 7 19', '§ 14 (4) no. 7, 8 UStG'],
  ['shipping of books at 7 %', { to: 'DE 10115', sold: '21.40@7 + ship 4.90@7' }, 'rule 1, domestic, 7 7', 'UStAE 3.10 (5)'],
  ['free shipping with a tax line of 0.00', { to: 'DE 10115', sold: '39.98@19 + ship 0.00@19=0.00' }, 'rule 1, domestic, 19 19', '§ 10 (1) UStG'],
  ['free shipping without tax line', { to: 'DE 10115', sold: '21.40@7 + ship 0.00' }, 'rule 1, domestic, 7 7', '§ 10 (1) UStG'],
  ['a free book beside a T-shirt', { to: 'DE 10115', sold: '119.00@19 + 0.00@7=0.00' }, 'rule 1, domestic, 19 7', '§ 10 (1) UStG'],
  ['a free item marked with a rate of elsewhere', { to: 'DE 10115', sold: '21.40@7 + 0.00@20=0.00' }, 'rule 1, domestic, 7 7', '§ 10 (1) UStG'],
  ['free goods, paid shipping', { to: 'DE 10115', sold: '0.00 + ship 4.90@19' }, 'rule 1, domestic, 19 19', '§ 10 (1) UStG'],
  ['three cents: the tax rounds to nothing', { to: 'DE 10115', sold: '0.03@19=0.00' }, 'rule 1, domestic, 19', '§ 14 (4) no. 8 UStG'],
  ['seven cents of a book beside a full item', { to: 'DE 10115', sold: '119.00@19 + 0.07@7=0.00' }, 'rule 1, domestic, 19 7', '§ 14 (4) no. 8 UStG'],
  ['everything free', { to: 'DE 10115', sold: '0.00 + ship 0.00' }, 'rule 1, domestic, 19 19', '§ 10 (1) UStG'],
  ['no address but the billing one', { bill: 'DE 10115', sold: '119.00@19' }, 'rule 1, domestic, 19', '§ 3 (6) UStG'],
  ['no postal code', { to: 'DE', sold: '119.00@19' }, 'rule 1, domestic, 19', '§ 1 (2) UStG'],
  ['billed to Switzerland, shipped within Germany', { to: 'DE 10115', bill: 'CH 8001', sold: '119.00@19' }, 'rule 1, domestic, 19', '§ 3 (6) UStG'],
  ['download', { to: 'DE 10115', sold: 'file 4.90@19', unshipped: 'digital' }, 'rule 1, domestic, 19', '§ 3a (5) UStG'],
  ['e-book at 7 %', { bill: 'DE 10115', sold: 'file 10.70@7', unshipped: 'digital' }, 'rule 1, domestic, 7', '§ 12 (2) no. 14 UStG'],
  ['service', { bill: 'DE 10115', sold: 'file 119.00@19', unshipped: 'services' }, 'rule 1, domestic, 19', '§ 3a (1) UStG'],
  ['goods and a download together', { to: 'DE 10115', sold: '119.00@19 + file 4.90@19', unshipped: 'digital' }, 'rule 1, domestic, 19 19', '§ 1 (1) no. 1 UStG'],
  ['German company with German VAT id', { to: 'DE 10115', sold: '119.00@19', vatId: 'DE136695976', company: 'Muster GmbH' }, 'rule 1, domestic, 19', '§ 1 (1) no. 1 UStG'],
  ['OSS does not touch it', { to: 'DE 10115', sold: '119.00@19', oss: OSS }, 'rule 1, domestic, 19', '§ 3c (1) UStG'],
  ['taxed tip', { to: 'DE 10115', sold: '119.00@19 + tip 5.00@19' }, 'rule 1, domestic, 19 19', 'UStAE 10.1 (5) s. 1'],
  ['untaxed tip passed on to the staff', { to: 'DE 10115', sold: '119.00@19 + tip 5.00', staffTips: true }, 'rule 1, domestic, 19 0', 'UStAE 10.1 (5) s. 3'],
  ['untaxed tip, nobody knows for whom', { to: 'DE 10115', sold: '119.00@19 + tip 5.00' }, 'tax.tip_untaxed', 'UStAE 10.1 (5)'],
  ['cash rounding is no part of the price', { channel: 'pos', sold: '119.00@19 + rounding 0.02' }, 'rule 1, domestic, 19 0', '§ 10 (1) UStG'],
  ['bottle deposit with tax', { to: 'DE 10115', sold: '11.90@19 + fee 0.25@19' }, 'rule 1, domestic, 19 19', 'UStAE 10.1 (8)'],
  ['bottle deposit without tax', { to: 'DE 10115', sold: '11.90@19 + fee 0.25' }, 'tax.partly_taxed', 'UStAE 10.1 (8)'],
  ['untaxed shipping', { to: 'DE 10115', sold: '119.00@19 + ship 4.90' }, 'tax.partly_taxed', 'UStAE 3.10 (5)'],
  ['one of two items untaxed', { to: 'DE 10115', sold: '119.00@19 + 20.00' }, 'tax.partly_taxed', '§ 12 UStG'],
  ['free goods with an untaxed tip', { to: 'DE 10115', sold: '0.00 + tip 5.00' }, 'tax.tip_untaxed', 'UStAE 10.1 (5)'],
  ['nothing but a tip', { to: 'DE 10115', sold: 'tip 5.00' }, 'tax.tip_untaxed', 'UStAE 10.1 (5)'],
  ['no tax at all', { to: 'DE 10115', sold: '119.00' }, 'tax.missing', '§ 12 UStG'],
  ['no tax, only a rate beside 0.00', { to: 'DE 10115', sold: '119.00@19=0.00' }, 'tax.missing', '§ 12 UStG'],
  ['free goods, untaxed shipping', { to: 'DE 10115', sold: '0.00 + ship 4.90' }, 'tax.missing', '§ 12 UStG'],
  ['order marked exempt', { to: 'DE 10115', sold: '119.00@19=0.00', exempt: 'order' }, 'tax.exempt_domestic', '§ 4 UStG'],
  ['customer marked exempt', { to: 'DE 10115', sold: '119.00', exempt: 'buyer' }, 'tax.exempt_domestic', '§ 4 UStG'],
  ['reverse charge mark of a German buyer', { to: 'DE 10115', sold: '119.00@19=0.00', exempt: 'reverse_charge' }, 'tax.missing', '§ 13b (5) UStG'],
  ['a French rate at home', { to: 'DE 10115', sold: '119.00@20' }, 'tax.rate_not_in_force', '§ 12 UStG'],
  ['a French rate on shipping only', { to: 'DE 10115', sold: '119.00@19 + ship 4.90@20' }, 'tax.rate_not_in_force', '§ 12 UStG'],
  ['16 % after the half year of 16 %', { to: 'DE 10115', sold: '116.00@16', day: '2021-01-01' }, 'tax.rate_not_in_force', '§ 28 (1) UStG'],
  ['19 % in the half year of 16 %', { to: 'DE 10115', sold: '119.00@19', day: '2020-07-01' }, 'tax.rate_not_in_force', '§ 28 (1) UStG'],
  ['16 % in its time, which sevdesk does not take', { to: 'DE 10115', sold: '116.00@16', day: '2020-12-31' }, 'tax.rate_refused', '§ 28 (1) UStG; sevdesk rule 1'],
  ['5 % in its time, which sevdesk does not take', { to: 'DE 10115', sold: '105.00@5', day: '2020-07-01' }, 'tax.rate_refused', '§ 28 (2) UStG; sevdesk rule 1'],
  ['19 % the day before', { to: 'DE 10115', sold: '119.00@19', day: '2020-06-30' }, 'rule 1, domestic, 19', '§ 12 (1) UStG'],
  ['solar panels at 0 %, as the merchant sells them', { to: 'DE 10115', sold: 'untaxable 500.00 + ship 20.00', photovoltaics: true }, 'rule 1, domestic, 0 0', '§ 12 (3) UStG; UStAE 3.10 (5)'],
  ['solar panels by a rate of 0 %', { to: 'DE 10115', sold: '500.00@0=0.00', photovoltaics: true }, 'rule 1, domestic, 0', '§ 12 (3) UStG'],
  ['solar panels beside a tool', { to: 'DE 10115', sold: 'untaxable 500.00 + 119.00@19 + ship 5.00@19', photovoltaics: true }, 'rule 1, domestic, 0 19 19', '§ 12 (3) UStG'],
  ['solar panels beside a tool, shipping untaxed', { to: 'DE 10115', sold: 'untaxable 500.00 + 119.00@19 + ship 5.00', photovoltaics: true }, 'tax.partly_taxed', 'UStAE 3.10 (5)'],
  ['solar panels, billed to Switzerland', { to: 'DE 10115', bill: 'CH 8001', sold: 'untaxable 500.00', photovoltaics: true }, 'rule 1, domestic, 0', '§ 12 (3) UStG'],
  ['solar panels with a free tool', { to: 'DE 10115', sold: 'untaxable 500.00 + 0.00@19=0.00 + ship 5.00', photovoltaics: true }, 'rule 1, domestic, 0 19 0', 'UStAE 3.10 (5)'],
  ['solar panels, shipping taxed all the same', { to: 'DE 10115', sold: 'untaxable 500.00 + ship 5.95@19', photovoltaics: true }, 'rule 1, domestic, 0 19', '§ 14c (1) UStG'],
  ['a share of the shipping at 0 %', { to: 'DE 10115', sold: 'untaxable 500.00 + 119.00@19 + ship 2.00@19 + ship 8.00@0=0.00', photovoltaics: true }, 'rule 1, domestic, 0 19 19 0', 'UStAE 3.10 (5)'],
  ['solar panels with an untaxed tip', { to: 'DE 10115', sold: 'untaxable 500.00 + tip 5.00', photovoltaics: true }, 'tax.tip_untaxed', 'UStAE 10.1 (5)'],
  ['solar panels to France: no 0 % there', { to: 'FR 75001', sold: 'untaxable 500.00', photovoltaics: true, oss: OSS }, 'tax.missing', '§ 3c (1) UStG'],
  ['solar panels to Switzerland', { to: 'CH 8001', sold: 'untaxable 500.00', photovoltaics: true }, 'rule 2, export, 0', '§ 6 UStG'],
  ['solar panels to nowhere', { sold: 'untaxable 500.00', photovoltaics: true }, 'tax.no_address', '§ 3 (6) UStG'],
  ['not marked in Shopify: not 0 %', { to: 'DE 10115', sold: '500.00', photovoltaics: true }, 'tax.missing', '§ 12 (3) UStG'],
  ['marked, but the shop does not sell at 0 %', { to: 'DE 10115', sold: 'untaxable 500.00' }, 'tax.missing', '§ 12 UStG'],
];

// prettier-ignore
const figures: Row[] = [
  ['two rates on one line', { to: 'DE 10115', sold: '119.00@19=9.00@7=7.00' }, 'tax.several_rates', '§ 14 (4) no. 8 UStG'],
  ['the same rate twice', { to: 'DE 10115', sold: '119.00@19=9.00@19=10.00' }, 'rule 1, domestic, 19', '§ 14 (4) no. 8 UStG'],
  ['a second tax of 0.00 does not disturb', { to: 'DE 10115', sold: '119.00@19=19.00@7=0.00' }, 'rule 1, domestic, 19', '§ 14 (4) no. 8 UStG'],
  ['tax amount of half a cent more', { to: 'DE 10115', sold: '0.50@19=0.08' }, 'rule 1, domestic, 19', '§ 14 (4) no. 8 UStG'],
  ['tax amount of another rate', { to: 'DE 10115', sold: '119.00@19=7.79' }, 'tax.amount_differs', '§ 14 (4) no. 8 UStG'],
  ['tax amount a cent too high', { to: 'DE 10115', sold: '119.00@19=19.01' }, 'tax.amount_differs', '§ 14 (4) no. 8 UStG'],
  ['tax amount a cent too low', { to: 'DE 10115', sold: '119.00@19=18.99' }, 'tax.amount_differs', '§ 14 (4) no. 8 UStG'],
  ['tax on an item that cost nothing', { to: 'DE 10115', sold: '0.00@19=1.00' }, 'tax.amount_differs', '§ 10 (1) UStG'],
  ['a tax with a rate of 0 %', { to: 'DE 10115', sold: '119.00@0=19.00' }, 'tax.rate_unreadable', '§ 14 (4) no. 8 UStG'],
  ['tax amount exactly half a cent below', { to: 'FR 75001', sold: '0.09@20=0.01', oss: OSS }, 'rule 18, oss_goods, 20', '§ 14 (4) no. 8 UStG'],
  ['tax amount exactly half a cent above', { to: 'FR 75001', sold: '0.09@20=0.02', oss: OSS }, 'rule 18, oss_goods, 20', '§ 14 (4) no. 8 UStG'],
  ['a marketplace owes the tax', { to: 'DE 10115', sold: '119.00@19!' }, 'tax.marketplace', '§ 3 (3a) UStG'],
  ['a marketplace line without tax', { to: 'US 90210', sold: '119.00!' }, 'rule 2, export, 0', '§ 4 no. 1 a UStG'],
];

// prettier-ignore
const giftCards: Row[] = [
  ['only gift cards', { to: 'DE 10115', sold: 'gift 50.00' }, 'rule 1, gift_cards, 0', '§ 3 (15) UStG'],
  ['only gift cards, to Finland', { bill: 'FI 00100', sold: 'gift 50.00', oss: OSS }, 'rule 1, gift_cards, 0', '§ 3 (15) UStG'],
  ['only gift cards, no address', { sold: 'gift 50.00 + ship 0.00' }, 'rule 1, gift_cards, 0 0', '§ 3 (15) UStG'],
  ['only gift cards of a small business', { to: 'DE 10115', sold: 'gift 50.00', small: true }, 'rule 11, gift_cards, 0', '§ 3 (15), § 19 UStG'],
  ['gift card beside goods', { to: 'DE 10115', sold: '119.00@19 + gift 50.00' }, 'rule 1, domestic, 19 0', '§ 3 (15) UStG'],
  ['gift card beside goods of a small business', { to: 'CH 8001', sold: '119.00 + gift 50.00', small: true }, 'rule 11, small_business, 0 0', '§ 3 (15), § 19 UStG'],
  ['gift card beside goods under OSS', { to: 'FR 75001', sold: '120.00@20 + gift 50.00', oss: OSS }, 'tax.gift_card_mixed', '§ 3 (15), § 18j UStG'],
  ['gift card beside an export', { to: 'CH 8001', sold: '120.00 + gift 50.00' }, 'tax.gift_card_mixed', '§ 3 (15), § 6 UStG'],
  ['gift card beside goods, downloads sold elsewhere', { to: 'FR 75001', sold: '120.00@20 + gift 50.00', oss: OSS, unshipped: 'digital' }, 'tax.gift_card_mixed', '§ 3 (15), § 18j UStG'],
  ['gift card sent by post', { to: 'DE 10115', sold: 'gift 50.00 + ship 4.90@19' }, 'rule 1, domestic, 0 19', '§ 3 (15) UStG'],
  ['gift card sold with tax', { to: 'DE 10115', sold: 'gift 50.00@19' }, 'tax.gift_card_taxed', '§ 3 (14), (15) UStG'],
];

// prettier-ignore
const pickup: Row[] = [
  ['picked up by a French buyer', { to: 'FR 75001', sold: '119.00@19', pickup: true, oss: OSS }, 'rule 1, domestic_pickup, 19', '§ 3 (6), (7) UStG'],
  ['picked up by a Swiss buyer', { to: 'CH 8001', sold: '119.00@19', pickup: true }, 'rule 1, domestic_pickup, 19', '§ 3 (6), (7) UStG'],
  ['picked up without tax', { to: 'CH 8001', sold: '119.00', pickup: true }, 'tax.missing', '§ 6 (3a) UStG'],
  ['picked up with a foreign rate', { to: 'FR 75001', sold: '120.00@20', pickup: true, oss: OSS }, 'tax.rate_not_in_force', '§ 3 (6), (7) UStG'],
  ['at the till, no address', { channel: 'pos', sold: '119.00@19' }, 'rule 1, domestic, 19', '§ 3 (6), (7) UStG'],
  ['at the till, billed to France', { channel: 'pos', bill: 'FR 75001', sold: '119.00@19', oss: OSS }, 'rule 1, domestic, 19', '§ 3 (6), (7) UStG'],
  ['at the till, sent to France', { channel: 'pos', to: 'FR 75001', sold: '120.00@20', oss: OSS }, 'rule 18, oss_goods, 20', '§ 3c (1) UStG'],
  ['service at the till', { channel: 'pos', sold: 'file 119.00@19', unshipped: 'services' }, 'rule 1, domestic, 19', '§ 3a (1) UStG'],
];

// prettier-ignore
const distance: Row[] = [
  ['goods to France through OSS', { to: 'FR 75001', sold: '120.00@20 + ship 6.00@20', oss: OSS }, 'rule 18, oss_goods, 20 20', '§ 3c (1), § 18j UStG'],
  ['several French rates', { to: 'FR 75001', sold: '120.00@20 + 10.55@5.5 + 11.00@10', oss: OSS }, 'rule 18, oss_goods, 20 5.5 10', '§ 18j UStG'],
  ['free shipping under OSS', { to: 'FR 75001', sold: '10.55@5.5 + ship 0.00', oss: OSS }, 'rule 18, oss_goods, 5.5 5.5', '§ 18j UStG'],
  ['everything free under OSS', { to: 'FR 75001', sold: '0.00', oss: OSS }, 'rule 18, oss_goods, 20', '§ 18j UStG'],
  ['cash rounding that bears no tax anyway', { to: 'FR 75001', sold: '120.00@20 + rounding 0.02', oss: OSS }, 'rule 18, oss_goods, 20 20', '§ 18j UStG'],
  ['cash rounding of ten cents', { to: 'FR 75001', sold: '120.00@20 + rounding 0.10', oss: OSS }, 'tax.partly_taxed', '§ 18j UStG'],
  ['staff tip under OSS', { to: 'FR 75001', sold: '120.00@20 + tip 5.00', oss: OSS, staffTips: true }, 'tax.partly_taxed', '§ 18j UStG'],
  ['untaxed shipping under OSS', { to: 'FR 75001', sold: '120.00@20 + ship 6.00', oss: OSS }, 'tax.partly_taxed', '§ 18j UStG'],
  ['OSS from today', { to: 'FR 75001', sold: '120.00@20', oss: '2026-11-24' }, 'rule 18, oss_goods, 20', '§ 18j (1) UStG'],
  ['OSS from tomorrow', { to: 'FR 75001', sold: '120.00@20', oss: '2026-11-25' }, 'tax.oss_not_registered', '§ 18j (1) UStG'],
  ['OSS from tomorrow, German rate today', { to: 'FR 75001', sold: '119.00@19', oss: '2026-11-25' }, 'rule 1, below_threshold, 19', '§ 3c (4) UStG'],
  ['never registered, German rate', { to: 'FR 75001', sold: '119.00@19 + 21.40@7' }, 'rule 1, below_threshold, 19 7', '§ 3c (4) UStG'],
  ['never registered, French rate', { to: 'FR 75001', sold: '120.00@20' }, 'tax.oss_not_registered', '§ 3c (4) UStG'],
  ['never registered, rate of nowhere', { to: 'FR 75001', sold: '118.00@18' }, 'tax.rate_not_in_force', '§ 3c (4) UStG'],
  ['registered, German rate', { to: 'FR 75001', sold: '119.00@19', oss: OSS }, 'tax.german_rate_under_oss', '§ 3c (1) UStG'],
  ['registered, rate of nowhere', { to: 'FR 75001', sold: '118.00@18', oss: OSS }, 'tax.rate_not_in_force', '§ 18j UStG'],
  ['registered, French and German rate in one order', { to: 'FR 75001', sold: '120.00@20 + 119.00@19', oss: OSS }, 'tax.rate_not_in_force', '§ 18j UStG'],
  ['Cyprus: 19 % there as here, OSS', { to: 'CY 1010', sold: '119.00@19', oss: OSS }, 'rule 18, oss_goods, 19', '§ 3c (1) UStG'],
  ['Cyprus: 19 % there as here, no OSS', { to: 'CY 1010', sold: '119.00@19' }, 'rule 1, below_threshold, 19', '§ 3c (4) UStG'],
  ['no tax to a consumer', { to: 'FR 75001', sold: '119.00', oss: OSS }, 'tax.missing', '§ 3c (1) UStG'],
  ['billing address only, goods to be sent', { bill: 'FR 75001', sold: '120.00@20', oss: OSS }, 'tax.no_delivery_address', '§ 3c (1) UStG'],
  ['billing address only, some goods to be sent', { bill: 'FR 75001', sold: '120.00@20 + file 12.00@20', oss: OSS }, 'tax.no_delivery_address', '§ 3c (1) UStG'],
  ['billing address only, nothing to be sent', { bill: 'FR 75001', sold: 'file 120.00@20', oss: OSS, unshipped: 'goods' }, 'rule 18, oss_goods, 20', '§ 3c (1) UStG'],
  ['misspelt VAT id of a taxed buyer does not matter', { to: 'FR 75001', sold: '120.00@20', oss: OSS, vatId: 'FR123' }, 'rule 18, oss_goods, 20', 'UStAE 3a.2 (9)'],
  ['British VAT number of a taxed buyer does not matter', { to: 'FR 75001', sold: '120.00@20', oss: OSS, vatId: 'GB110305878' }, 'rule 18, oss_goods, 20', 'UStAE 3a.2 (9)'],
  ['VAT id of a taxed buyer must be asked about', { to: 'FR 75001', sold: '120.00@20', oss: OSS, vatId: FR_ID }, `ask about ${FR_ID}`, '§ 3c (1) s. 3 UStG'],
  ['business charged French tax through OSS', { to: 'FR 75001', sold: '120.00@20', oss: OSS, ...valid }, 'tax.business_taxed_abroad', '§ 3c (1) s. 3 UStG'],
  ['business charged German tax', { to: 'FR 75001', sold: '119.00@19', oss: OSS, ...valid }, 'rule 1, business_taxed_here, 19', '§ 3 (6) UStG'],
  ['VAT id not valid: a consumer', { to: 'FR 75001', sold: '120.00@20', oss: OSS, ...invalid }, 'rule 18, oss_goods, 20', 'UStAE 3a.2 (9)'],
  ['VAT id not valid, German tax', { to: 'FR 75001', sold: '119.00@19', oss: OSS, ...invalid }, 'tax.german_rate_under_oss', '§ 3c (1) UStG'],
  ['without OSS nobody need be asked', { to: 'FR 75001', sold: '119.00@19', vatId: FR_ID }, 'rule 1, below_threshold, 19', '§ 3c (4) UStG'],
  ['before there was OSS', { to: 'FR 75001', sold: '120.00@20', day: '2021-06-30', oss: '2021-06-01' }, 'tax.rate_not_in_force', '§ 18j UStG (from 2021-07-01)'],
];

// prettier-ignore
const intraCommunity: Row[] = [
  ['confirmed VAT id', { to: 'FR 75001', sold: '100.00 + ship 5.00', ...valid }, 'rule 3, intra_community, 0 0', '§ 4 no. 1 b, § 6a UStG'],
  ['with Shopify\'s mark of the exempted rate', { to: 'ES 46019', sold: '2.40@21=0.00 + ship 12.00@21=0.00', vatId: 'ESB58378431', vies: 'valid' }, 'rule 3, intra_community, 0 0', '§ 6a UStG'],
  ['also under OSS', { to: 'FR 75001', sold: '100.00', oss: OSS, ...valid }, 'rule 3, intra_community, 0', '§ 6a UStG'],
  ['VAT id of a third member state', { to: 'AT 1010', sold: '100.00', ...valid }, 'rule 3, intra_community, 0', '§ 6a (1) no. 4 UStG'],
  ['Greek id written with GR', { to: 'GR 10431', sold: '100.00', vatId: 'GR094259216' }, 'ask about EL094259216', '§ 6a (1) no. 4 UStG'],
  ['written with blanks and dots', { to: 'FR 75001', sold: '100.00', vatId: ' fr 40.303-265/045 ' }, `ask about ${FR_ID}`, '§ 6a (1) no. 4 UStG'],
  ['not yet confirmed', { to: 'FR 75001', sold: '100.00', vatId: FR_ID }, `ask about ${FR_ID}`, '§ 18e UStG'],
  ['not valid', { to: 'FR 75001', sold: '100.00', ...invalid }, 'tax.vat_id_invalid', '§ 6a (1) no. 4 UStG'],
  ['wrong check digit', { to: 'FR 75001', sold: '100.00', vatId: 'FR41303265045' }, 'ask about FR41303265045', '§ 18e UStG: VIES tells, not the check digit'],
  ['wrong check digit, taxed under OSS', { to: 'FR 75001', sold: '120.00@20', oss: OSS, vatId: 'FR41303265045' }, 'ask about FR41303265045', '§ 3c (1) s. 3 UStG'],
  ['without its country', { to: 'FR 75001', sold: '100.00', vatId: '40303265045' }, 'tax.vat_id_malformed', '§ 6a (1) no. 4 UStG'],
  ['British', { to: 'FR 75001', sold: '100.00', vatId: 'GB110305878' }, 'tax.vat_id_not_eu', '§ 6a (1) no. 4 UStG'],
  ['Swiss', { to: 'FR 75001', sold: '100.00', vatId: 'CHE123456788' }, 'tax.vat_id_not_eu', '§ 6a (1) no. 4 UStG'],
  ['German', { to: 'FR 75001', sold: '100.00', vatId: 'DE136695976' }, 'tax.vat_id_german', '§ 6a (1) no. 4 UStG'],
  ['none, customer exempt', { to: 'FR 75001', sold: '100.00', exempt: 'buyer' }, 'tax.vat_id_missing', '§ 6a (1) no. 4 UStG'],
  ['none, order exempt', { to: 'FR 75001', sold: '100.00', exempt: 'order' }, 'tax.vat_id_missing', '§ 6a (1) no. 4 UStG'],
  ['none, reverse charge mark', { to: 'FR 75001', sold: '100.00', exempt: 'reverse_charge' }, 'tax.vat_id_missing', '§ 6a (1) no. 4 UStG'],
  ['merchant does not sell so', { to: 'FR 75001', sold: '100.00', intraCommunity: false, ...valid }, 'tax.intra_community_off', '§ 6a UStG'],
  ['shipping taxed, goods not', { to: 'FR 75001', sold: '100.00 + ship 6.00@20', ...valid }, 'tax.partly_taxed', 'UStAE 3.10 (5)'],
  ['with a gift card', { to: 'FR 75001', sold: '100.00 + gift 50.00', ...valid }, 'tax.gift_card_mixed', '§ 3 (15) UStG'],
];

// prettier-ignore
const outside: Row[] = [
  ['Switzerland', { to: 'CH 8001', sold: '119.00 + ship 9.00' }, 'rule 2, export, 0 0', '§ 4 no. 1 a, § 6 UStG'],
  ['United Kingdom', { to: 'GB SW1A 1AA', sold: '119.00' }, 'rule 2, export, 0', '§ 6 UStG; Brexit 2021-01-01'],
  ['United Kingdom, no postcode but England', { to: 'GB /ENG', sold: '119.00' }, 'rule 2, export, 0', 'Windsor Framework art. 8'],
  ['United Kingdom, no postcode', { to: 'GB', sold: '119.00' }, 'tax.postcode_missing', 'Windsor Framework art. 8'],
  ['United States', { to: 'US 90210', sold: '119.00' }, 'rule 2, export, 0', '§ 6 UStG'],
  ['duties collected at checkout', { to: 'US 90210', sold: '119.00 + duty 12.00' }, 'rule 2, export, 0 0', '§ 10 (1) UStG'],
  ['untaxed tip', { to: 'US 90210', sold: '119.00 + tip 5.00' }, 'rule 2, export, 0 0', '§ 6 UStG'],
  ['VAT id plays no part', { to: 'CH 8001', sold: '119.00', vatId: FR_ID }, 'rule 2, export, 0', '§ 6 UStG'],
  ['exempt customer plays no part', { to: 'CH 8001', sold: '119.00', exempt: 'buyer' }, 'rule 2, export, 0', '§ 6 UStG'],
  ['three cents', { to: 'CH 8001', sold: '0.03@19=0.00' }, 'rule 2, export, 0', '§ 6 UStG'],
  ['German tax on an export', { to: 'CH 8001', sold: '119.00@19' }, 'tax.export_taxed', '§ 14c (1) UStG'],
  ['British tax', { to: 'GB SW1A 1AA', sold: '120.00@20' }, 'tax.export_taxed', '§ 1 (1) no. 1 UStG'],
  ['Norway', { to: 'NO 0150', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2a) UStG'],
  ['Liechtenstein', { to: 'LI 9490', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2a) UStG'],
  ['Büsingen', { to: 'DE 78266', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2) UStG'],
  ['Büsingen with a letter before', { to: 'DE D-78266', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2) UStG'],
  ['Helgoland', { to: 'DE 27498', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2) UStG'],
  ['Helgoland with German tax', { to: 'DE 27498', sold: '119.00@19' }, 'tax.export_taxed', '§ 1 (2) UStG'],
  ['Las Palmas', { to: 'ES 35001', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) b MwStSystRL'],
  ['Tenerife', { to: 'ES 38001', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) b MwStSystRL'],
  ['Canary Islands by province', { to: 'ES /GC', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) b MwStSystRL'],
  ['Canary Islands with Spanish tax', { to: 'ES 35001', sold: '121.00@21', oss: OSS }, 'tax.export_taxed', 'art. 6 (1) b MwStSystRL'],
  ['Ceuta', { to: 'ES 51001', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (2) c MwStSystRL'],
  ['Melilla', { to: 'ES 52001', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (2) d MwStSystRL'],
  ['Livigno', { to: 'IT 23041', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (2) e MwStSystRL'],
  ['Livigno under its old postal code', { to: 'IT 23030 Livigno', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (2) e MwStSystRL'],
  ['Campione d\'Italia', { to: 'IT 22061', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) f MwStSystRL'],
  ['Mount Athos', { to: 'GR 63086', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) a MwStSystRL'],
  ['Åland by postal code', { to: 'FI 22100', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) d MwStSystRL'],
  ['Åland by country', { to: 'AX 22100', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) d MwStSystRL'],
  ['Réunion by postal code', { to: 'FR 97400', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) c MwStSystRL'],
  ['Guadeloupe by country', { to: 'GP 97100', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) c MwStSystRL'],
  ['New Caledonia by postal code', { to: 'FR 98800', sold: '119.00' }, 'rule 2, export, 0', 'art. 355 (2) AEUV'],
  ['Greenland by postal code', { to: 'DK 3900', sold: '119.00' }, 'rule 2, export, 0', 'art. 355 (2) AEUV'],
  ['Faroe Islands by postal code', { to: 'DK 100', sold: '119.00' }, 'rule 2, export, 0', 'art. 355 (5) a AEUV'],
  ['Faroe Islands by country', { to: 'FO 100', sold: '119.00' }, 'rule 2, export, 0', 'art. 355 (5) a AEUV'],
  ['Isle of Man', { to: 'IM IM1 1AA', sold: '119.00' }, 'rule 2, export, 0', 'art. 7 MwStSystRL; Brexit'],
  ['Jersey', { to: 'JE JE2 3AB', sold: '119.00' }, 'rule 2, export, 0', 'art. 6 (1) e MwStSystRL'],
  ['Gibraltar', { to: 'GI GX11 1AA', sold: '119.00' }, 'rule 2, export, 0', 'art. 355 (3) AEUV'],
  ['San Marino', { to: 'SM 47890', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2a) UStG'],
  ['Vatican', { to: 'VA 00120', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2a) UStG'],
  ['Andorra', { to: 'AD AD500', sold: '119.00' }, 'rule 2, export, 0', '§ 1 (2a) UStG'],
  ['Aruba', { to: 'AW', sold: '119.00' }, 'rule 2, export, 0', 'art. 355 (2) AEUV'],
  ['Monaco is France', { to: 'MC 98000', sold: '120.00@20', oss: OSS }, 'rule 18, oss_goods, 20', 'art. 7 MwStSystRL'],
  ['Monaco under France\'s code', { to: 'FR 98000', sold: '120.00@20', oss: OSS }, 'rule 18, oss_goods, 20', 'art. 7 MwStSystRL'],
  ['Monaco without tax', { to: 'MC 98000', sold: '120.00' }, 'tax.missing', 'art. 7 MwStSystRL'],
  ['Corsica: its own rates', { to: 'FR 20000', sold: '113.00@13 + 100.90@0.9', oss: OSS }, 'rule 18, oss_goods, 13 0.9', 'art. 297 CGI'],
  ['the mainland has no 13 %', { to: 'FR 75001', sold: '113.00@13', oss: OSS }, 'tax.rate_not_in_force', 'art. 297 CGI'],
  ['Madeira', { to: 'PT 9000-123', sold: '122.00@22', oss: OSS }, 'rule 18, oss_goods, 22', 'DL 347/85'],
  ['Madeira at the mainland\'s rate', { to: 'PT 9000-123', sold: '123.00@23', oss: OSS }, 'tax.rate_not_in_force', 'DL 347/85'],
  ['Azores', { to: 'PT 9500-321', sold: '116.00@16', oss: OSS }, 'rule 18, oss_goods, 16', 'DL 347/85'],
  ['Azores by province', { to: 'PT /PT-20', sold: '109.00@9', oss: OSS }, 'rule 18, oss_goods, 9', 'DL 347/85'],
  ['Lisbon at Madeira\'s rate', { to: 'PT 1000-001', sold: '122.00@22', oss: OSS }, 'tax.rate_not_in_force', 'DL 347/85'],
  ['Kleinwalsertal', { to: 'AT 6991', sold: '120.00@20', oss: OSS }, 'rule 18, oss_goods, 20', '§ 10 (4) öUStG'],
  ['Northern Ireland: goods as in the EU', { to: 'GB BT1 1AA', sold: '120.00@20', oss: OSS }, 'tax.northern_ireland_oss', 'Windsor Framework art. 8; sevdesk rule 18'],
  ['Northern Ireland by province', { to: 'GB /NIR', sold: '120.00@20', oss: OSS }, 'tax.northern_ireland_oss', 'Windsor Framework art. 8; sevdesk rule 18'],
  ['Northern Ireland below the threshold', { to: 'GB BT1 1AA', sold: '119.00@19' }, 'rule 1, below_threshold, 19', '§ 3c (4) UStG'],
  ['Northern Ireland, business', { to: 'GB BT1 1AA', sold: '100.00', vatId: 'XI110305878', vies: 'valid' }, 'rule 3, intra_community, 0', '§ 6a UStG; Windsor Framework'],
  ['Northern Ireland, business not confirmed', { to: 'GB BT1 1AA', sold: '100.00', vatId: 'XI110305878' }, 'ask about XI110305878', '§ 18e UStG'],
  ['Northern Ireland, British number', { to: 'GB BT1 1AA', sold: '100.00', vatId: 'GB110305878' }, 'tax.vat_id_not_eu', 'Windsor Framework art. 8'],
  ['Northern Ireland, no tax, no number', { to: 'GB BT1 1AA', sold: '100.00' }, 'tax.northern_ireland', 'Windsor Framework art. 8'],
  ['north of Cyprus', { to: 'CY 99010', sold: '119.00' }, 'tax.area_unclear', 'protocol no. 10 on Cyprus'],
  ['British forces', { to: 'GB BF1 3AA', sold: '119.00' }, 'tax.area_unclear', '§ 6 (1) UStG'],
  ['American forces by province', { to: 'US /AE', sold: '119.00' }, 'tax.area_unclear', '§ 26 (5) UStG'],
  ['American forces by postal code', { to: 'US 09012', sold: '119.00' }, 'tax.area_unclear', '§ 26 (5) UStG'],
  ['a country nobody knows', { to: 'ZZ', sold: '119.00' }, 'tax.unknown_country', '§ 3 (6) UStG'],
  ['no address at all', { sold: '119.00@19' }, 'tax.no_address', '§ 3 (6) UStG'],
  ['addresses without country', { to: '', sold: '119.00@19' }, 'tax.no_address', '§ 3 (6) UStG'],
];

const digital = { unshipped: 'digital' } as const;
const services = { unshipped: 'services' } as const;

// prettier-ignore
const serviceSales: Row[] = [
  ['download to France through OSS', { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, ...digital }, 'rule 19, oss_digital, 20', '§ 3a (5), § 18j UStG'],
  ['e-book at the French reduced rate', { bill: 'FR 75001', sold: 'file 10.55@5.5', oss: OSS, ...digital }, 'rule 19, oss_digital, 5.5', '§ 3a (5) UStG'],
  ['the billing address tells where the buyer lives', { to: 'DE 10115', bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, ...digital }, 'rule 19, oss_digital, 20', 'art. 24b, 24f reg. 282/2011'],
  ['only a shipping address', { to: 'FR 75001', bill: null, sold: 'file 12.00@20', oss: OSS, ...digital }, 'rule 19, oss_digital, 20', 'art. 24b, 24f reg. 282/2011'],
  ['download below the threshold', { bill: 'FR 75001', sold: 'file 11.90@19', ...digital }, 'rule 1, below_threshold, 19', '§ 3a (5) s. 3 UStG'],
  ['download at the French rate without OSS', { bill: 'FR 75001', sold: 'file 12.00@20', ...digital }, 'tax.oss_not_registered', '§ 3a (5) s. 3 UStG'],
  ['download at the German rate under OSS', { bill: 'FR 75001', sold: 'file 11.90@19', oss: OSS, ...digital }, 'tax.german_rate_under_oss', '§ 3a (5) UStG'],
  ['download at a rate of nowhere', { bill: 'FR 75001', sold: 'file 11.80@18', oss: OSS, ...digital }, 'tax.rate_not_in_force', '§ 3a (5) UStG'],
  ['download at a rate of nowhere, no OSS', { bill: 'FR 75001', sold: 'file 11.80@18', ...digital }, 'tax.rate_not_in_force', '§ 3a (5) UStG'],
  ['download to a French company', { bill: 'FR 75001', sold: 'file 10.00', ...digital, ...valid }, 'rule 21, reverse_charge_service, 0', '§ 3a (2), § 18b UStG'],
  ['not yet confirmed', { bill: 'FR 75001', sold: 'file 10.00', ...digital, vatId: FR_ID }, `ask about ${FR_ID}`, '§ 3a (2) UStG'],
  ['not valid', { bill: 'FR 75001', sold: 'file 10.00', ...digital, ...invalid }, 'tax.vat_id_invalid', '§ 3a (2) UStG'],
  ['no VAT id', { bill: 'FR 75001', sold: 'file 10.00', ...digital }, 'tax.vat_id_missing', '§ 3a (2) UStG'],
  ['misspelt', { bill: 'FR 75001', sold: 'file 10.00', ...digital, vatId: 'FR1' }, 'tax.vat_id_malformed', '§ 3a (2) UStG'],
  ['Northern Irish id: goods only', { bill: 'FR 75001', sold: 'file 10.00', ...digital, vatId: 'XI110305878' }, 'tax.vat_id_not_eu', 'Windsor Framework art. 8'],
  ['company charged tax: ask first', { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, ...digital, vatId: FR_ID }, `ask about ${FR_ID}`, '§ 3a (2) UStG'],
  ['company charged tax', { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, ...digital, ...valid }, 'tax.business_taxed_service', '§ 3a (2) UStG'],
  ['company charged German tax', { bill: 'FR 75001', sold: 'file 11.90@19', ...digital, ...valid }, 'tax.business_taxed_service', '§ 3a (2) UStG'],
  ['VAT id not valid: a consumer', { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, ...digital, ...invalid }, 'rule 19, oss_digital, 20', 'UStAE 3a.2 (9)'],
  ['download to Switzerland', { bill: 'CH 8001', sold: 'file 10.00', ...digital }, 'rule 17, third_country_digital, 0', '§ 3a (5) UStG'],
  ['download to Switzerland with tax', { bill: 'CH 8001', sold: 'file 11.90@19', ...digital }, 'tax.export_taxed', '§ 3a (5), § 14c UStG'],
  ['download to Northern Ireland: no EU for services', { bill: 'GB BT1 1AA', sold: 'file 10.00', oss: OSS, ...digital }, 'rule 17, third_country_digital, 0', 'Windsor Framework art. 8'],
  ['download to the Canary Islands', { bill: 'ES 35001', sold: 'file 10.00', oss: OSS, ...digital }, 'rule 17, third_country_digital, 0', 'art. 6 MwStSystRL'],
  ['download, no address', { sold: 'file 10.00', ...digital }, 'tax.no_address', 'art. 24b reg. 282/2011'],
  ['service to a French consumer: taxed here', { bill: 'FR 75001', sold: 'file 119.00@19', ...services }, 'rule 1, services_at_seat, 19', '§ 3a (1) UStG'],
  ['the same under OSS', { bill: 'FR 75001', sold: 'file 119.00@19', oss: OSS, ...services }, 'rule 1, services_at_seat, 19', '§ 3a (1) UStG'],
  ['service taxed in France through OSS', { bill: 'FR 75001', sold: 'file 120.00@20', oss: OSS, ...services }, 'rule 20, oss_services, 20', '§ 3a (3), § 18j UStG'],
  ['service taxed in France without OSS', { bill: 'FR 75001', sold: 'file 120.00@20', ...services }, 'tax.oss_not_registered', '§ 18j UStG'],
  ['service at a rate of nowhere', { bill: 'FR 75001', sold: 'file 118.00@18', oss: OSS, ...services }, 'tax.rate_not_in_force', '§ 3a UStG'],
  ['service at both countries\' rates', { bill: 'FR 75001', sold: 'file 119.00@19 + file 120.00@20', oss: OSS, ...services }, 'tax.rate_not_in_force', '§ 3a (1), (3) UStG'],
  ['service to Cyprus at 19 %: here or there?', { bill: 'CY 1010', sold: 'file 119.00@19', oss: OSS, ...services }, 'tax.service_place_unclear', '§ 3a (1), (3) UStG'],
  ['service to Cyprus at 19 % without OSS: here', { bill: 'CY 1010', sold: 'file 119.00@19', ...services }, 'rule 1, services_at_seat, 19', '§ 3a (1) UStG'],
  ['free service to Cyprus', { bill: 'CY 1010', sold: 'file 0.00', oss: OSS, ...services }, 'rule 1, services_at_seat, 19', '§ 3a (1) UStG'],
  ['service to a French company', { bill: 'FR 75001', sold: 'file 100.00', ...services, ...valid }, 'rule 21, reverse_charge_service, 0', '§ 3a (2), § 18b UStG'],
  ['service to a French company with tax', { bill: 'FR 75001', sold: 'file 119.00@19', ...services, ...valid }, 'tax.business_taxed_service', '§ 3a (2) UStG'],
  ['service with tax, VAT id not yet confirmed', { bill: 'FR 75001', sold: 'file 119.00@19', ...services, vatId: FR_ID }, `ask about ${FR_ID}`, '§ 3a (2) UStG'],
  ['service to a Swiss company', { bill: 'CH 8001', sold: 'file 100.00', company: 'Muster AG', ...services }, 'rule 17, third_country_service, 0', '§ 3a (2) UStG'],
  ['service to a Swiss company with tax', { bill: 'CH 8001', sold: 'file 119.00@19', company: 'Muster AG', ...services }, 'tax.export_taxed', '§ 3a (2), § 14c UStG'],
  ['service to a Swiss consumer: taxed here', { bill: 'CH 8001', sold: 'file 119.00@19', ...services }, 'rule 1, services_at_seat, 19', '§ 3a (1) UStG'],
  ['service to a Swiss consumer without tax', { bill: 'CH 8001', sold: 'file 100.00', ...services }, 'tax.service_consumer_third', '§ 3a (1), (4) UStG'],
  ['service to a Swiss consumer with Swiss tax', { bill: 'CH 8001', sold: 'file 108.10@8.1', ...services }, 'tax.export_taxed', '§ 3a (1) UStG'],
  ['a blank company is none', { bill: 'CH 8001', sold: 'file 100.00', company: ' ', ...services }, 'tax.service_consumer_third', '§ 3a (1) UStG'],
  ['nothing to ship, but it is goods', { bill: 'CH 8001', sold: 'file 100.00', unshipped: 'goods' }, 'rule 2, export, 0', '§ 6 UStG'],
  ['goods and a download under OSS: two rules', { to: 'FR 75001', sold: '120.00@20 + file 12.00@20', oss: OSS, ...digital }, 'tax.mixed_rules', '§ 18j UStG; sevdesk: one rule'],
  ['goods and a download to Switzerland: two rules', { to: 'CH 8001', sold: '119.00 + file 10.00', ...digital }, 'tax.mixed_rules', '§ 6, § 3a UStG; sevdesk: one rule'],
  ['goods and a download below the threshold: one rule', { to: 'FR 75001', sold: '119.00@19 + file 11.90@19', ...digital }, 'rule 1, below_threshold, 19 19', '§ 3c (4), § 3a (5) UStG'],
  ['goods with a free download', { to: 'FR 75001', sold: '120.00@20 + file 0.00', oss: OSS, ...digital }, 'rule 18, oss_goods, 20 20', '§ 18j UStG'],
  ['a problem of the download stops the goods', { to: 'FR 75001', sold: '119.00@19 + file 12.00@20', ...digital }, 'tax.oss_not_registered', '§ 3a (5) UStG'],
  ['picked up goods, download billed to France', { to: 'DE 10115', bill: 'FR 75001', sold: '119.00@19 + file 12.00@20', pickup: true, oss: OSS, ...digital }, 'tax.mixed_rules', '§ 3 (6), § 3a (5) UStG'],
  ['free downloads only', { bill: 'FR 75001', sold: 'file 0.00', oss: OSS, ...digital }, 'rule 19, oss_digital, 20', '§ 10 (1) UStG'],
];

// What is not shipped is undecided until the merchant says what it is; nobody is asked where it does not matter.
const pattern = { product: { type: 'Anleitung', tags: ['PDF'], vendor: 'Strickwerk' } };
const patterns = (
  nature: 'goods' | 'digital' | 'services' | 'tickets',
  by: 'product_type' | 'tag' | 'vendor' = 'product_type',
) => ({
  natures: [{ by, value: { product_type: 'anleitung', tag: 'pdf', vendor: 'STRICKWERK' }[by], nature }],
});
const tickets = { unshipped: 'tickets' } as const;

// prettier-ignore
const natures: Row[] = [
  ['undecided, within Germany', { bill: 'DE 10115', sold: 'file 11.90@19' }, 'rule 1, domestic, 19', '§ 3a (1), (5) UStG: Germany either way'],
  ['undecided beside goods, within Germany', { to: 'DE 10115', sold: '119.00@19 + file 11.90@19' }, 'rule 1, domestic, 19 19', '§ 1 (1) no. 1 UStG'],
  ['undecided, to France below the threshold', { bill: 'FR 75001', sold: 'file 11.90@19' }, 'rule 1, below_threshold, 19', '§ 3c (4), § 3a (1), (5) s. 3 UStG: the German rate either way'],
  ['undecided, of a small business at home', { bill: 'DE 10115', sold: 'file 10.00', small: true }, 'rule 11, small_business, 0', '§ 19 (1) UStG'],
  ['undecided, to France below the threshold with the French rate', { bill: 'FR 75001', sold: 'file 12.00@20' }, 'tax.nature_undecided', '§ 3a (3) no. 3 a UStG would be German'],
  ['undecided, to Switzerland', { bill: 'CH 8001', sold: 'file 100.00' }, 'tax.nature_undecided', '§ 6 or § 3a (5) UStG'],
  ['undecided, to France through OSS', { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS }, 'tax.nature_undecided', '§ 3c or § 3a (5) UStG'],
  ['undecided, to an Austrian company', { bill: 'AT 1010', sold: 'file 100.00', vatId: 'ATU67015733', vies: 'valid' }, 'tax.nature_undecided', '§ 6a or § 3a (2) UStG'],
  ['undecided beside goods to Switzerland', { to: 'CH 8001', sold: '119.00 + file 10.00' }, 'tax.nature_undecided', '§ 6 or § 3a (5) UStG'],
  ['undecided and free beside goods to Switzerland', { to: 'CH 8001', sold: '119.00 + file 0.00' }, 'rule 2, export, 0 0', '§ 6 UStG'],
  ['undecided, small business, to Switzerland', { bill: 'CH 8001', sold: 'file 10.00', small: true }, 'tax.nature_undecided', '§ 19 UStG reaches goods only'],
  ['goods of an undecided shop', { to: 'CH 8001', sold: '119.00' }, 'rule 2, export, 0', '§ 6 UStG'],
  ['a pattern by its product type: digital', { bill: 'CH 8001', sold: 'file 10.00', ...pattern, ...patterns('digital') }, 'rule 17, third_country_digital, 0', '§ 3a (5) UStG'],
  ['a pattern by its tag: digital', { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, ...pattern, ...patterns('digital', 'tag') }, 'rule 19, oss_digital, 20', '§ 18j UStG'],
  ['a pattern by its vendor: goods (printed and handed over)', { bill: 'CH 8001', sold: 'file 10.00', ...pattern, ...patterns('goods', 'vendor') }, 'rule 2, export, 0', '§ 6 UStG'],
  ['a product type decides before the shop as a whole', { bill: 'CH 8001', sold: 'file 10.00', unshipped: 'goods', ...pattern, ...patterns('digital') }, 'rule 17, third_country_digital, 0', '§ 3a (5) UStG'],
  ['another product type does not', { bill: 'CH 8001', sold: 'file 10.00', ...patterns('digital'), product: { type: 'Kurs', tags: [], vendor: null } }, 'tax.nature_undecided', '§ 6 or § 3a UStG'],
  ['a download on a data carrier that is sent is goods', { to: 'CH 8001', sold: '10.00', ...pattern, ...patterns('digital') }, 'rule 2, export, 0', 'UStAE 3a.12 (6) no. 1'],
  ['ticket, bought at home', { bill: 'DE 10115', sold: 'file 21.40@7', ...tickets }, 'rule 1, event_in_germany, 7', '§ 3a (3) no. 3 a UStG'],
  ['ticket, bought from France under OSS', { bill: 'FR 75001', sold: 'file 119.00@19', oss: OSS, ...tickets }, 'rule 1, event_in_germany, 19', '§ 3a (3) no. 3 a UStG: where the event is'],
  ['ticket, bought by a French company', { bill: 'FR 75001', sold: 'file 119.00@19', ...valid, ...tickets }, 'rule 1, event_in_germany, 19', '§ 3a (3) no. 5 UStG: where the event is'],
  ['ticket, bought from Switzerland', { bill: 'CH 8001', sold: 'file 119.00@19', ...tickets }, 'rule 1, event_in_germany, 19', '§ 3a (3) no. 3 a UStG'],
  ['ticket without tax for a French company', { bill: 'FR 75001', sold: 'file 100.00', ...valid, ...tickets }, 'tax.missing', '§ 3a (3) no. 5 UStG: German VAT is due'],
  ['ticket with French VAT', { bill: 'FR 75001', sold: 'file 120.00@20', oss: OSS, ...tickets }, 'tax.rate_not_in_force', '§ 3a (3) no. 3 a UStG'],
  ['ticket sent by post to Austria', { to: 'AT 1010', sold: '119.00@19', oss: OSS, ...pattern, ...patterns('tickets') }, 'rule 1, event_in_germany, 19', '§ 3a (3) no. 3 a UStG: the admission is sold, not the paper'],
  ['ticket of a small business, bought from Switzerland', { bill: 'CH 8001', sold: 'file 20.00', small: true, ...tickets }, 'rule 11, small_business, 0', '§ 19 (1), § 3a (3) no. 3 a UStG'],
  ['ticket and T-shirt under OSS: two rules', { to: 'FR 75001', sold: '120.00@20 + file 119.00@19', oss: OSS, ...tickets }, 'tax.mixed_rules', '§ 18j, § 3a (3) no. 3 a UStG; sevdesk: one rule'],
  ['ticket and T-shirt at home', { to: 'DE 10115', sold: '119.00@19 + file 21.40@7', ...tickets }, 'rule 1, domestic, 19 7', '§ 12 UStG'],
  ['draft order without address, German rates', { channel: 'shopify_draft_order', sold: '119.00@19 + 10.70@7' }, 'rule 1, domestic, 19 7', '§ 3c (4) UStG: Germany and EU alike'],
  ['draft order without address, undecided, German rates', { channel: 'shopify_draft_order', sold: 'file 119.00@19' }, 'rule 1, domestic, 19', '§ 3c (4), § 3a (5) s. 3 UStG'],
  ['draft order without address under OSS', { channel: 'shopify_draft_order', sold: '119.00@19', oss: OSS }, 'tax.no_address', '§ 3c (1) UStG'],
  ['draft order without address, before OSS began', { channel: 'shopify_draft_order', sold: '119.00@19', oss: '2026-12-01' }, 'rule 1, domestic, 19', '§ 3c (4) UStG'],
  ['draft order without address and without tax', { channel: 'shopify_draft_order', sold: '119.00' }, 'tax.no_address', '§ 6 UStG'],
  ['draft order without address, partly taxed', { channel: 'shopify_draft_order', sold: '119.00@19 + 10.00' }, 'tax.no_address', '§ 12 UStG'],
  ['draft order without address, French rate', { channel: 'shopify_draft_order', sold: '120.00@20' }, 'tax.no_address', '§ 3c UStG'],
  ['draft order without address of a small business', { channel: 'shopify_draft_order', sold: '119.00', small: true }, 'tax.no_address', '§ 19 UStG'],
  ['order of the web shop without address', { sold: '119.00@19' }, 'tax.no_address', '§ 3 (6) UStG'],
];

// prettier-ignore
const smallBusiness: Row[] = [
  ['at home', { to: 'DE 10115', sold: '119.00 + ship 4.90', small: true }, 'rule 11, small_business, 0 0', '§ 19 (1) UStG'],
  ['with a rate beside 0.00', { to: 'DE 10115', sold: '119.00@19=0.00', small: true }, 'rule 11, small_business, 0', '§ 19 (1) UStG'],
  ['untaxed tip', { to: 'DE 10115', sold: '119.00 + tip 5.00', small: true }, 'rule 11, small_business, 0 0', '§ 19 (1) UStG'],
  ['tax charged all the same', { to: 'DE 10115', sold: '119.00@19', small: true }, 'tax.small_business_taxed', '§ 14c (2) UStG'],
  ['tax on shipping only', { to: 'DE 10115', sold: '119.00 + ship 4.90@19', small: true }, 'tax.small_business_taxed', '§ 14c (2) UStG'],
  ['to a French consumer below the threshold', { to: 'FR 75001', sold: '119.00', small: true }, 'rule 11, small_business, 0', '§ 3c (4), § 19 UStG'],
  ['to a French consumer, registered for OSS', { to: 'FR 75001', sold: '119.00', small: true, oss: OSS }, 'tax.small_business_abroad', '§ 3c (1), § 19a UStG'],
  ['to a French company: no intra-community supply', { to: 'FR 75001', sold: '119.00', small: true, vatId: FR_ID }, 'rule 11, small_business, 0', '§ 19 UStG; Haufe HI2200933 Rz 44'],
  ['export', { to: 'CH 8001', sold: '119.00', small: true }, 'rule 11, small_business, 0', '§ 3 (6), § 19 UStG'],
  ['export, registered for OSS', { to: 'CH 8001', sold: '119.00', small: true, oss: OSS }, 'rule 11, small_business, 0', '§ 3 (6), § 19 UStG'],
  ['to Northern Ireland, registered for OSS', { to: 'GB BT1 1AA', sold: '119.00', small: true, oss: OSS }, 'tax.small_business_abroad', 'Windsor Framework art. 8'],
  ['at home, registered for OSS', { to: 'DE 10115', sold: '119.00', small: true, oss: OSS }, 'rule 11, small_business, 0', '§ 19 (1) UStG'],
  ['download at home', { bill: 'DE 10115', sold: 'file 10.00', small: true, ...digital }, 'rule 11, small_business, 0', '§ 19 (1) UStG'],
  ['download to France below the threshold', { bill: 'FR 75001', sold: 'file 10.00', small: true, ...digital }, 'rule 11, small_business, 0', '§ 3a (5) s. 3 UStG'],
  ['download to France, registered for OSS', { bill: 'FR 75001', sold: 'file 10.00', small: true, oss: OSS, ...digital }, 'tax.small_business_abroad', '§ 3a (5) UStG'],
  ['download to a French company', { bill: 'FR 75001', sold: 'file 10.00', small: true, vatId: FR_ID, ...digital }, 'tax.small_business_abroad', '§ 3a (2) UStG'],
  ['download to Switzerland', { bill: 'CH 8001', sold: 'file 10.00', small: true, ...digital }, 'tax.small_business_abroad', '§ 3a (5) UStG'],
  ['download to Northern Ireland', { bill: 'GB BT1 1AA', sold: 'file 10.00', small: true, ...digital }, 'tax.small_business_abroad', 'Windsor Framework art. 8'],
  ['service to a French consumer', { bill: 'FR 75001', sold: 'file 10.00', small: true, oss: OSS, ...services }, 'rule 11, small_business, 0', '§ 3a (1) UStG'],
  ['service to a French company', { bill: 'FR 75001', sold: 'file 10.00', small: true, vatId: FR_ID, ...services }, 'tax.small_business_abroad', '§ 3a (2) UStG'],
  ['service to a Swiss consumer', { bill: 'CH 8001', sold: 'file 10.00', small: true, ...services }, 'rule 11, small_business, 0', '§ 3a (1) UStG'],
  ['service to a Swiss company', { bill: 'CH 8001', sold: 'file 10.00', small: true, company: 'Muster AG', ...services }, 'tax.small_business_abroad', '§ 3a (2) UStG'],
  ['goods and service at home', { to: 'DE 10115', sold: '119.00 + file 10.00', small: true, ...services }, 'rule 11, small_business, 0 0', '§ 19 (1) UStG'],
  ['sevdesk says regular', { to: 'DE 10115', sold: '119.00', small: true, sevdesk: 'regular' }, 'tax.regime_mismatch', '§ 19 UStG'],
  ['sevdesk says small business', { to: 'DE 10115', sold: '119.00@19', sevdesk: 'small_business' }, 'tax.regime_mismatch', '§ 19 UStG'],
  ['shipped from Austria', { to: 'DE 10115', sold: '119.00@19', shipsFrom: 'AT' }, 'tax.ships_from', '§ 3 (6) UStG'],
];

/** Standard and reduced rates of the other member states on 2026-11-24, each of them sold through OSS. */
// prettier-ignore
const ossRates: [country: string, rates: string][] = [
  ['AT', '20 13 10 4.9'], ['BE', '21 12 6'], ['BG', '20 9'], ['CY', '19 9 5 3'], ['CZ', '21 12'], ['DK', '25'],
  ['EE', '24 13 9'], ['ES', '21 10 4'], ['FI', '25.5 13.5 10'], ['FR', '20 10 5.5 2.1'], ['GR', '24 13 6'],
  ['HR', '25 13 5'], ['HU', '27 18 5'], ['IE', '23 13.5 9'], ['IT', '22 10 5 4'], ['LT', '21 12 5'],
  ['LU', '17 14 8 3'], ['LV', '21 12 5'], ['MT', '18 12 7 5'], ['NL', '21 9'], ['PL', '23 8 5'], ['PT', '23 13 6'],
  ['RO', '21 11'], ['SE', '25 12 6'], ['SI', '22 9.5 5'], ['SK', '23 19 5'],
];

/** Rates that began or ended: the last day of the old one and the first of the new one. */
// prettier-ignore
const changes: [country: string, old: number, lastDay: string, next: number, firstDay: string, source: string][] = [
  ['CZ', 15, '2023-12-31', 12, '2024-01-01', 'Act 349/2023'],
  ['CZ', 10, '2023-12-31', 12, '2024-01-01', 'Act 349/2023'],
  ['EE', 20, '2023-12-31', 22, '2024-01-01', 'KMS § 15'],
  ['EE', 22, '2025-06-30', 24, '2025-07-01', 'KMS § 15'],
  ['EE', 5, '2024-12-31', 13, '2025-01-01', 'KMS § 15'],
  ['FI', 24, '2024-08-31', 25.5, '2024-09-01', 'AVL § 84'],
  ['FI', 14, '2025-12-31', 13.5, '2026-01-01', 'AVL § 85'],
  ['LT', 9, '2025-12-31', 12, '2026-01-01', 'Law XV-287'],
  ['LU', 17, '2022-12-31', 16, '2023-01-01', 'Law of 2022-10-26'],
  ['LU', 16, '2023-12-31', 17, '2024-01-01', 'Law of 2022-10-26'],
  ['LU', 8, '2022-12-31', 7, '2023-01-01', 'Law of 2022-10-26'],
  ['LU', 13, '2023-12-31', 14, '2024-01-01', 'Law of 2022-10-26'],
  ['RO', 19, '2025-07-31', 21, '2025-08-01', 'Law 141/2025'],
  ['RO', 9, '2025-07-31', 11, '2025-08-01', 'Law 141/2025'],
  ['SK', 20, '2024-12-31', 23, '2025-01-01', 'Act 278/2024'],
  ['SK', 10, '2024-12-31', 19, '2025-01-01', 'Act 278/2024'],
  ['ES', 5, '2024-09-30', 7.5, '2024-10-01', 'RDL 4/2024'],
];

/** Rates that came beside the others. */
// prettier-ignore
const additions: [country: string, rate: number, dayBefore: string, firstDay: string, source: string][] = [
  ['AT', 4.9, '2026-06-30', '2026-07-01', '§ 10 öUStG; TEDB'],
  ['CY', 3, '2023-07-20', '2023-07-21', 'Gazette 2023-07-21'],
  ['EE', 5, '2022-07-31', '2022-08-01', 'KMS § 15'],
  ['MT', 12, '2023-12-31', '2024-01-01', 'vatcalc.com'],
  ['SK', 5, '2024-12-31', '2025-01-01', 'Act 278/2024'],
];

const decide = (sketch: Sketch) => decideTax(sketchInput(sketch));
const table = (rows: Row[]) => rows.map(([sale, sketch, outcome, law]) => ({ sale, sketch, outcome, law }));

describe.each([
  ['sold within Germany', domestic],
  ['figures that do not hold', figures],
  ['gift cards', giftCards],
  ['handed over in Germany', pickup],
  ['goods to consumers in the EU', distance],
  ['goods to businesses in the EU', intraCommunity],
  ['outside the EU, and areas of their own law', outside],
  ['services and digital goods', serviceSales],
  ['what is not shipped, tickets, and orders without address', natures],
  ['small business, and settings that disagree', smallBusiness],
])('%s', (_, rows) => {
  it.each(table(rows))('$sale: $outcome ($law)', ({ sketch, outcome }) => {
    const decision = decide(sketch);
    expect(inWords(decision)).toEqual(outcome);
    // A problem must bring every figure that its text asks for.
    expect(decision.kind === 'problem' ? missingFacts(decision.problem) : []).toEqual([]);
  });
});

describe('goods to every other member state through OSS (§ 3c, § 18j UStG)', () => {
  it('knows all 26', () => expect(new Set(ossRates.map(([country]) => country)).size).toBe(26));

  it.each(ossRates)('%s: %s %', (country, rates) => {
    for (const percent of rates.split(' ')) {
      const decision = decide({ to: country, sold: `100.00@${percent}`, oss: OSS });
      expect(inWords(decision)).toBe(`rule 18, oss_goods, ${percent}`);
    }
  });

  it.each(ossRates)('%s: no other rate than %s', (country, rates) => {
    for (let tenths = 5; tenths <= 300; tenths += 1) {
      const percent = String(tenths / 10);
      const known = rates.split(' ').includes(percent);
      const words = inWords(decide({ to: country, sold: `100.00@${percent}`, oss: OSS }));
      expect(words.startsWith('rule 18')).toBe(known);
    }
  });
});

describe('rates on the days they changed', () => {
  it.each(changes)('%s: %d % until %s, %d % from %s (%s)', (to, old, lastDay, next, firstDay) => {
    const sell = (percent: number, day: string) =>
      inWords(decide({ to, sold: `100.00@${percent}`, oss: OSS, day }));
    expect(sell(old, lastDay)).toBe(`rule 18, oss_goods, ${old}`);
    expect(sell(old, firstDay)).not.toContain('rule');
    expect(sell(next, firstDay)).toBe(`rule 18, oss_goods, ${next}`);
    expect(sell(next, lastDay)).not.toContain('rule');
  });

  it.each(additions)('%s: %d % not on %s, but from %s (%s)', (to, percent, dayBefore, firstDay) => {
    const sell = (day: string) => inWords(decide({ to, sold: `100.00@${percent}`, oss: OSS, day }));
    expect(sell(dayBefore)).toBe('tax.rate_not_in_force');
    expect(sell(firstDay)).toBe(`rule 18, oss_goods, ${percent}`);
  });
});
