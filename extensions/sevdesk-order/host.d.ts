// The global that Shopify gives to an extension, with what it can do at its target. Shopify's CLI writes much the same
// into shopify.d.ts whenever it builds; this file is kept so that the types do not depend on a build.
import '@shopify/ui-extensions';

declare module './src/OrderBlock.tsx' {
  const shopify: import('@shopify/ui-extensions/admin.order-details.block.render').Api;
}

declare module './src/SyncAction.tsx' {
  const shopify: import('@shopify/ui-extensions/admin.order-details.action.render').Api;
}

declare module './src/PrintOrder.tsx' {
  const shopify: import('@shopify/ui-extensions/admin.order-details.print-action.render').Api;
}

declare module './src/PrintSelection.tsx' {
  const shopify: import('@shopify/ui-extensions/admin.order-index.selection-print-action.render').Api;
}
