import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { PrintDocuments } from './PrintDocuments.tsx';

/** "sevdesk documents" in the print menu of one order. */
export default async function renderPrint(): Promise<void> {
  const orderGids = shopify.data.selected.map((order) => order.id);
  render(
    <PrintDocuments orderGids={orderGids} t={(key, values) => shopify.i18n.translate(key, values)} />,
    document.body,
  );
}
