import { expect, it } from 'vitest';
import { personBody, rawClient, ref } from './rawClient.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();
const company = { objectName: 'Contact', mapAll: true, category: ref(3, 'Category'), name: 'Muster GmbH' };

it('lists people only with depth=1', async () => {
  const api = rawClient(await start());
  await api.post('/Contact', personBody('SH-1'));
  await api.post('/Contact', { ...company, customerNumber: 'SH-1' });
  const names = async (query: string) =>
    (await api.get(`/Contact?${query}`)).objects.map((row: { name: string | null }) => row.name);
  expect(await names('customerNumber=SH-1')).toEqual(['Muster GmbH']);
  expect(await names('depth=1&customerNumber=SH-1')).toEqual([null, 'Muster GmbH']);
  expect(await names('depth=1&customerNumber=SH')).toEqual([]);
  expect(await names('depth=1&name=mustermann')).toEqual([null]);
});

it('gives the next customer number where none is sent, and the same one twice where it is', async () => {
  const api = rawClient(await start());
  expect((await api.get('/Contact/Factory/getNextCustomerNumber')).objects).toBe('1000');
  const made = await api.post('/Contact', personBody());
  expect(made).toMatchObject({ status: 201, objects: { customerNumber: '1000' } });
  await api.post('/Contact', personBody('SH-1'));
  expect((await api.post('/Contact', personBody('SH-1'))).status).toBe(201);
  expect((await api.get('/Contact/Mapper/checkCustomerNumberAvailability?customerNumber=SH-1')).objects).toBe(
    false,
  );
  expect((await api.get('/Contact/Mapper/checkCustomerNumberAvailability')).status).toBe(500);
});

it('refuses a contact without category, name or mapping', async () => {
  const api = rawClient(await start());
  expect((await api.post('/Contact', { ...company, category: undefined })).status).toBe(422);
  expect((await api.post('/Contact', { ...company, name: undefined })).status).toBe(422);
  expect((await api.post('/Contact', { ...company, mapAll: undefined })).status).toBe(400);
});

it('changes only what is sent', async () => {
  const api = rawClient(await start());
  const { id } = (await api.post('/Contact', { ...company, customerNumber: 'SH-1' })).objects;
  await api.put(`/Contact/${id}`, { vatNumber: 'DE123456789' });
  expect((await api.get(`/Contact/${id}`)).objects[0]).toMatchObject({
    name: 'Muster GmbH',
    customerNumber: 'SH-1',
    vatNumber: 'DE123456789',
  });
});

it('answers 500 to a wrong or missing communication way key', async () => {
  const api = rawClient(await start());
  const contact = ref((await api.post('/Contact', company)).objects.id, 'Contact');
  const way = { contact, type: 'EMAIL', value: 'e@example.com', main: true };
  expect((await api.post('/CommunicationWay', { ...way, key: ref(99, 'CommunicationWayKey') })).status).toBe(
    500,
  );
  expect((await api.post('/CommunicationWay', way)).status).toBe(500);
  expect((await api.post('/CommunicationWay', { ...way, key: ref(2, 'CommunicationWayKey') })).status).toBe(
    201,
  );
});

it('finds nothing when contact, type and main are asked for together, although it is there', async () => {
  const api = rawClient(await start());
  const contact = ref((await api.post('/Contact', company)).objects.id, 'Contact');
  const key = ref(2, 'CommunicationWayKey');
  await api.post('/CommunicationWay', { contact, type: 'EMAIL', value: 'e@example.com', key, main: true });
  const byContact = `contact[id]=${contact.id}&contact[objectName]=Contact`;
  expect((await api.get(`/CommunicationWay?${byContact}`)).objects).toHaveLength(1);
  expect((await api.get('/CommunicationWay?type=EMAIL&value=e@example.com')).objects).toHaveLength(1);
  expect((await api.get(`/CommunicationWay?${byContact}&type=EMAIL&main=1`)).objects).toHaveLength(0);
});

it('answers an address with the whole contact inside', async () => {
  const api = rawClient(await start());
  const contact = ref((await api.post('/Contact', company)).objects.id, 'Contact');
  const body = {
    contact,
    street: 'Teststr. 1',
    zip: '10115',
    city: 'Berlin',
    country: ref(1, 'StaticCountry'),
  };
  const made = await api.post('/ContactAddress', { ...body, category: ref(47, 'Category') });
  expect(made).toMatchObject({ status: 201, objects: { contact: { name: 'Muster GmbH' }, city: 'Berlin' } });
  expect((await api.get('/Contact?depth=1&city=Berlin')).objects).toHaveLength(1);
  expect((await api.get('/Contact?depth=1&city=Bonn')).objects).toHaveLength(0);
});
