import { useLoaderData, useNavigate } from '@remix-run/react';
import { Card, Text } from '@shopify/polaris';
import { useState } from 'react';
import { berlinDay } from '../accounting/day.ts';
import { readFacts } from '../accounting/problem.ts';
import { noteAccess } from '../merchant/noteAccess.server.ts';
import { monthlyFees } from '../money/fees/monthlyFees.server.ts';
import { listAccounts } from '../money/sheets/listAccounts.server.ts';
import { listOpen } from '../money/sheets/listOpen.server.ts';
import { readSheet } from '../money/sheets/readSheet.server.ts';
import { AppPage } from '../ui/AppPage.tsx';
import { download } from '../ui/download.ts';
import { AccountCard } from '../ui/money/AccountCard.tsx';
import { accountName } from '../ui/money/accountName.ts';
import { FeesCard } from '../ui/money/FeesCard.tsx';
import { MoneyFilters } from '../ui/money/MoneyFilters.tsx';
import { accountWord, moneyAddress, readMoneyQuery, type MoneyQuery } from '../ui/money/moneyQuery.ts';
import { NoMoney } from '../ui/money/NoMoney.tsx';
import { OpenCard } from '../ui/money/OpenCard.tsx';
import { SheetCard } from '../ui/money/SheetCard.tsx';
import { useTexts } from '../ui/texts.tsx';
import { forMerchant } from '../pages/forMerchant.server.ts';
import { problemTitle } from '../pages/problemTexts.server.ts';

const PAGE = 50;

export const loader = forMerchant(async ({ ports, acting, url }) => {
  const query = readMoneyQuery(url.searchParams, berlinDay(ports.clock.now().toISOString()));
  const { account, period, cursor } = query;
  const { db } = ports;
  const { shopId } = acting;
  const [, accounts, open, fees, sheet] = await Promise.all([
    noteAccess(ports, acting, 'list'),
    listAccounts(db, shopId, period),
    listOpen(db, shopId, period, account),
    monthlyFees(db, shopId, period),
    account && readSheet(db, shopId, account, period, cursor, PAGE),
  ]);
  return {
    query,
    accounts,
    open: {
      more: open.more,
      items: open.items.map(({ code, facts, ...item }) => ({
        ...item,
        title: code === null ? null : problemTitle(code, readFacts(facts)),
      })),
    },
    fees,
    sheet,
  };
});

/** Every account with its sheet, what is not booked yet and why, and what payments cost. */
export default function MoneyPage() {
  const { query, accounts, open, fees, sheet } = useLoaderData<typeof loader>();
  const { t, language } = useTexts();
  const navigate = useNavigate();
  const [exporting, setExporting] = useState<'idle' | 'failed' | 'sheet' | 'fees'>('idle');
  const save = async (what: 'sheet' | 'fees') => {
    setExporting(what);
    const params = new URLSearchParams({ what, language, ...query.period });
    if (query.account) params.set('account', accountWord(query.account));
    const saved = await download(`/app/money/csv?${params.toString()}`, `sevdesk-${what}.csv`);
    setExporting(saved ? 'idle' : 'failed');
  };
  const address = (change: Partial<MoneyQuery>) => moneyAddress({ ...query, cursor: null, ...change });
  const word = query.account && accountWord(query.account);
  const shown = word === null ? accounts : accounts.filter(({ account }) => accountWord(account) === word);
  const [chosen] = word === null ? [] : shown;
  const giftCardsShare = !accounts.some(({ gateways }) => gateways.includes('gift_card'));
  const isEmpty = accounts.length === 0 && open.items.length === 0 && fees.months.length === 0;
  return (
    <AppPage
      title={t('money.title')}
      subtitle={t('money.intro')}
      backAction={
        chosen
          ? { content: t('money.title'), url: address({ account: null }) }
          : { content: t('nav.home'), url: '/app' }
      }
      secondaryActions={[
        { content: t('payouts.link'), url: '/app/money/payouts' },
        { content: t('money.print'), onAction: () => window.print(), disabled: isEmpty },
        ...(query.account
          ? [
              {
                content: exporting === 'failed' ? t('money.exportAgain') : t('money.export'),
                loading: exporting === 'sheet',
                onAction: () => void save('sheet'),
              },
            ]
          : []),
      ]}
    >
      {isEmpty ? (
        <NoMoney />
      ) : (
        <>
          <Card>
            <MoneyFilters
              query={query}
              accounts={accounts}
              onChange={(change) => navigate(address(change), { preventScrollReset: true })}
            />
          </Card>
          {shown.map((sum) => (
            <AccountCard
              key={accountWord(sum.account)}
              sum={sum}
              address={chosen ? null : address({ account: sum.account })}
              shared={giftCardsShare}
            />
          ))}
          {shown.some(({ account }) => account.kind === 'clearing') && (
            <Card>
              <Text as="p" tone="subdued">
                {t('money.accounts.clearingNote')}
              </Text>
            </Card>
          )}
          {sheet && chosen && (
            <SheetCard
              name={accountName(chosen, t)}
              lines={sheet.lines}
              older={sheet.next && address({ cursor: sheet.next })}
              newest={query.cursor === null ? null : address({})}
            />
          )}
          {(query.account === null || query.account.kind === 'clearing') && <OpenCard {...open} />}
          {query.account === null && (
            <FeesCard fees={fees} exporting={exporting === 'fees'} onExport={() => void save('fees')} />
          )}
        </>
      )}
    </AppPage>
  );
}
