// Parts that several operations select. Amounts are asked for in the shop's currency: it is the one that is booked. Only
// of money that moved the buyer's is asked for, too: it tells whether the order is paid.

const amount = `
fragment Amount on MoneyBag { shopMoney { amount } }`;

const taxLine = `
fragment Tax on TaxLine { title rate channelLiable priceSet { ...Amount } }`;

const address = `
fragment Place on MailingAddress {
  name firstName lastName company address1 address2 zip city provinceCode countryCodeV2
}`;

const line = `
fragment Line on LineItem {
  id name sku quantity currentQuantity isGiftCard taxable requiresShipping vendor
  product @include(if: $products) { productType tags }
  originalUnitPriceSet { ...Amount }
  originalTotalSet { ...Amount }
  discountAllocations { allocatedAmountSet { ...Amount } }
  taxLines { ...Tax }
  duties { id price { ...Amount } taxLines { ...Tax } }
}`;

const transaction = `
fragment Payment on OrderTransaction {
  id kind status test gateway formattedGateway manualPaymentGateway createdAt processedAt
  amountSet { ...Amount presentmentMoney { amount } }
  amountRoundingSet { ...Amount }
}`;

const sale = `
fragment Entry on Sale {
  __typename id actionType quantity
  totalAmount { ...Amount }
  totalTaxAmount { ...Amount }
  taxes { amount { ...Amount } taxLine { rate } }
  ... on ProductSale { lineItem { id } }
  ... on TipSale { lineItem { id } }
  ... on GiftCardSale { lineItem { id } }
  ... on ShippingLineSale { shippingLine { id } }
  ... on DutySale { duty { id } }
}`;

export const orderFragments = amount + taxLine + address + line + transaction + sale;
export const lineFragments = amount + taxLine + line;
export const saleFragments = amount + sale;
export const refundFragments = amount + transaction;
