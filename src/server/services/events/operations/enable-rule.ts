/** EnableRule. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
import type { EnableRuleCommandInput } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { setState } from '../set-state.ts';

export function enableRule(control: EventsControl) {
  return (input: EnableRuleCommandInput, call: CallContext): Record<string, never> => {
    setState(control, input, call, 'ENABLED');
    return {};
  };
}
