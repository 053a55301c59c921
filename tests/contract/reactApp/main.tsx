// A small embedded app on the real @shopify/app-bridge-react, to prove the stand-in against it.
import { Modal, NavMenu, SaveBar, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  const shopify = useAppBridge();
  const [path, setPath] = useState(location.pathname);
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const [heard, setHeard] = useState('');
  useEffect(() => {
    // As the AppProvider of shopify-app-remix does it.
    const navigate = (event: Event) => {
      history.pushState(null, '', (event.target as Element).getAttribute('href'));
      setPath(location.pathname);
    };
    window.addEventListener('shopify:navigate', navigate);
    return () => window.removeEventListener('shopify:navigate', navigate);
  }, []);
  const ask = async () => setHeard(await (await fetch('/api/echo')).text());
  const widen = async () =>
    setHeard((await shopify.scopes.request(['read_returns'])).detail.granted.join(' '));
  return (
    <>
      <NavMenu>
        <a href="/app" rel="home">
          Home
        </a>
        <a href="/app/settings">Settings</a>
      </NavMenu>
      <TitleBar title={`Page ${path}`}>
        <button onClick={() => setAsking(true)}>Ask me</button>
        <button variant="primary" onClick={() => shopify.toast.show('Done')}>
          Do it
        </button>
      </TitleBar>
      <SaveBar open={dirty} discardConfirmation>
        <button
          variant="primary"
          onClick={() => {
            setHeard('saved');
            setDirty(false);
          }}
        />
        <button onClick={() => setDirty(false)} />
      </SaveBar>
      <Modal open={asking} onHide={() => setAsking(false)}>
        <p>Really?</p>
        <TitleBar title="A question">
          <button
            variant="primary"
            onClick={() => {
              setHeard('confirmed');
              setAsking(false);
            }}
          >
            Yes
          </button>
        </TitleBar>
      </Modal>
      <h1>{path}</h1>
      <p id="language">{shopify.config.locale}</p>
      <p id="heard">{heard}</p>
      <input aria-label="Name" onChange={() => setDirty(true)} />
      <button onClick={() => void ask()}>Call the app</button>
      <button onClick={() => void widen()}>More scopes</button>
      <a
        href={`shopify://admin/orders/${new URLSearchParams(location.search).get('order') ?? '1'}`}
        target="_top"
      >
        Order
      </a>
    </>
  );
}

createRoot(document.getElementById('root')!).render(<App />);
