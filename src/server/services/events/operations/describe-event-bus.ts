/** DescribeEventBus. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
import type { DescribeEventBusCommandInput, DescribeEventBusResponse } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { busAnswer } from '../bus-answer.ts';
import type { EventsControl } from '../control.ts';
import { findBus } from '../find.ts';

export function describeEventBus({ store }: EventsControl) {
  return (input: DescribeEventBusCommandInput, call: CallContext): DescribeEventBusResponse => {
    const bus = findBus(store, call, input.Name);
    return busAnswer(bus, bus);
  };
}
