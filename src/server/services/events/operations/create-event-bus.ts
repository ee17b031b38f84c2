/** CreateEventBus. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
import type { CreateEventBusCommandInput, CreateEventBusResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { busExists, eventSourceNotFound, invalid, notBuilt } from '../errors.ts';
import { busArn } from '../store.ts';
import { tagsOf } from '../tags.ts';

const refused = ['EventSourceName', 'KmsKeyIdentifier', 'DeadLetterConfig', 'LogConfig'] as const;

export function createEventBus({ store, now }: EventsControl) {
  return (input: CreateEventBusCommandInput, call: CallContext): CreateEventBusResponse => {
    const { Name: name = '', Description: description } = input;
    new Constraints().bus('name', name).length('name', name, 1, 256).length('description', description, 0, 512).check();
    if (name.startsWith('aws.partner/')) throw eventSourceNotFound(input.EventSourceName ?? name);
    if (name.includes('/')) throw invalid("Event bus name must not contain '/'.");
    const lost = refused.filter((member) => input[member] !== undefined);
    if (lost.length > 0) throw notBuilt(`${lost.join(', ')} of event buses`);
    if (name === 'default' || store.buses.get(call, name)) throw busExists(name);
    store.buses.put(call, name, { name, description, creationTime: now(), tags: tagsOf(input.Tags) });
    return { EventBusArn: busArn(call, name), ...(description !== undefined && { Description: description }) };
  };
}
