import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { PrintDocuments } from './PrintDocuments.tsx';

/** "sevdesk documents" in the print menu of the orders selected in the list. */
export default async function renderPrint(): Promise<void> {
  const orderGids = shopify.data.selected.map((order) => order.id);
  render(
    <PrintDocuments orderGids={orderGids} t={(key, values) => shopify.i18n.translate(key, values)} />,
    document.body,
  );
}
