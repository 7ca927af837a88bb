import type { ChatFailureCategory } from '@threadline/core'

/** What one of Slack's error codes means for us. */
export interface ErrorRule {
  readonly category: ChatFailureCategory
  /** Milliseconds after which the same call may succeed; absent when it never will. */
  readonly retryAfterMs?: number
  /** One sentence for the admin: what happened and what to do. */
  readonly detail: string
}

/** How long to wait when somebody has to change something in Slack first. */
const untilMendedMs = 5 * 60_000

/** How long to wait when Slack limits us without saying for how long. */
export const defaultRateLimitMs = 30_000

/** Codes after which "it is possible that some aspect of the operation succeeded". */
const uncertainCodes = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

const groups: readonly (readonly [rule: ErrorRule, codes: string])[] = [
  [
    {
      category: 'rate-limited',
      retryAfterMs: defaultRateLimitMs,
      detail: 'Slack limits how often this may be called.',
    },
    'ratelimited rate_limited',
  ],
  [
    {
      category: 'auth',
      retryAfterMs: untilMendedMs,
      detail: 'Slack does not accept the bot token: reinstall the app and set the new token.',
    },
    `invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type
     user_removed_from_team team_disabled team_not_found`,
  ],
  [
    {
      category: 'auth',
      retryAfterMs: untilMendedMs,
      detail: 'The organisation does not let the app in: an admin has to grant it access to the workspace.',
    },
    `access_denied team_access_not_granted org_login_required enterprise_is_restricted ekm_access_denied
     two_factor_setup_required accesslimited`,
  ],
  [
    {
      category: 'missing-scope',
      retryAfterMs: untilMendedMs,
      detail: 'The app lacks a permission: add the scope in the settings of the Slack app and reinstall it.',
    },
    'missing_scope',
  ],
  [
    {
      category: 'not-in-place',
      retryAfterMs: untilMendedMs,
      detail: 'The app is not in the channel. Invite the app to the channel: /invite @app',
    },
    'not_in_channel no_permission',
  ],
  [
    {
      category: 'place-missing',
      retryAfterMs: untilMendedMs,
      detail: 'Slack knows no such channel, or it is private. Invite the app to the channel: /invite @app',
    },
    'channel_not_found channel_is_limited_access no_channel',
  ],
  [
    {
      category: 'archived',
      retryAfterMs: untilMendedMs,
      detail: 'The channel is archived: unarchive it, or choose another channel for the line.',
    },
    'is_archived is_inactive',
  ],
  [
    {
      category: 'not-permitted',
      retryAfterMs: untilMendedMs,
      detail: 'A setting of the workspace or the channel does not let the app do this: an admin has to allow it.',
    },
    `restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
     restricted_action_thread_locked restricted_action_non_threadable_channel posting_to_channel_denied
     user_is_restricted not_authorized message_limit_exceeded cannot_create_channel`,
  ],
  [
    {
      category: 'not-permitted',
      detail:
        'Slack does not take this file: a setting of the workspace allows no files, or none of this kind or size.',
    },
    `file_uploads_disabled file_uploads_except_images_disabled file_type_not_allowed file_upload_size_restricted
     blocked_file_type slack_connect_file_upload_sharing_blocked slack_connect_blocked_file_type
     slack_connect_file_link_sharing_blocked slack_connect_canvas_sharing_blocked`,
  ],
  [
    {
      category: 'not-permitted',
      retryAfterMs: untilMendedMs,
      detail: 'The workspace has no room left for files: an admin has to delete some.',
    },
    'storage_limit_reached',
  ],
  [
    {
      category: 'not-permitted',
      detail: 'Slack does not let the app add this member to the channel: an admin, or somebody in it, has to.',
    },
    `cant_invite ura_max_channels org_user_not_in_team invitee_cant_see_channel no_external_invite_permission
     user_is_ultra_restricted`,
  ],
  [
    { category: 'other', detail: 'Slack lets nobody archive this channel: close it in the settings of Slack.' },
    'cant_archive_general cant_archive_required',
  ],
  [
    { category: 'other', detail: 'The message has as many reactions as Slack takes: remove one.' },
    'too_many_reactions too_many_emoji',
  ],
  [
    {
      category: 'other',
      detail: 'The Messages tab of the app is off: switch it on under App Home in the settings of the Slack app.',
    },
    'messages_tab_disabled',
  ],
  [{ category: 'other', detail: 'Apps cannot be written to: choose a person.' }, 'cannot_dm_bot'],
  [
    { category: 'other', detail: 'Slack knows no such member any more: choose somebody else.' },
    'user_not_found users_not_found user_disabled user_not_visible',
  ],
  [{ category: 'name-taken', detail: 'A channel of that name exists.' }, 'name_taken'],
  [
    { category: 'invalid-name', detail: 'Slack does not take that name for a channel.' },
    `invalid_name invalid_name_maxlength invalid_name_punctuation invalid_name_required invalid_name_specials`,
  ],
  [
    {
      category: 'platform-down',
      retryAfterMs: untilMendedMs,
      detail: 'Slack is moving this workspace or channel and takes no calls until that is over.',
    },
    'team_added_to_org external_channel_migrating',
  ],
  [
    { category: 'thread-missing', detail: 'The thread was deleted in Slack.' },
    'thread_not_found parent_message_not_found cannot_reply_to_message',
  ],
  [
    { category: 'message-missing', detail: 'The message was deleted in Slack, or is not one of ours.' },
    `message_not_found cant_update_message cant_delete_message edit_window_closed bad_timestamp
     no_item_specified duplicate_message_not_found duplicate_channel_not_found`,
  ],
  [
    { category: 'message-missing', detail: 'The file was deleted in Slack, or the app may not see it.' },
    'file_not_found file_deleted not_visible',
  ],
  [
    { category: 'invalid-content', detail: 'Slack does not accept the content of this call.' },
    `invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text block_mismatch
     too_many_attachments attachment_payload_limit_exceeded metadata_too_large invalid_metadata_format
     invalid_metadata_schema invalid_metadata_filter_keys invalid_arguments invalid_arg_name invalid_array_arg
     invalid_charset invalid_form_data invalid_post_type missing_post_type missing_charset invalid_json json_not_object
     view_too_large invalid_view markdown_text_conflict too_long missing_argument invalid_thread_ts`,
  ],
  [
    { category: 'trigger-expired', detail: 'Opening the form took too long: click again.' },
    'expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged invalid_trigger',
  ],
  [
    { category: 'trigger-expired', detail: 'The form was changed or closed in the meantime: click again.' },
    'hash_conflict not_found push_limit_reached view_not_found duplicate_external_id',
  ],
]

const rules: ReadonlyMap<string, ErrorRule> = new Map(
  groups.flatMap(([rule, codes]) => codes.split(/\s+/).map((code) => [code, rule] as const)),
)

/**
 * Looks up one of Slack's error codes. An unknown code is `other` and definite, never a guess.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export function ruleOf(code: string): ErrorRule {
  return rules.get(code) ?? { category: 'other', detail: 'Slack refused the call.' }
}

/** Whether this code leaves open what happened. */
export function isUncertain(code: string): boolean {
  return uncertainCodes.has(code)
}
