import type { Context } from '../context.js'
import type { InteractionAnswer } from '../out/delivery.js'
import type { SlackUser, SlackUsergroup } from '../state/types.js'
import type { SlackView } from '../state/views.js'
import { click, clickInView, type Click, type ViewClick } from './click.js'
import { createChannelActs, type ChannelActs } from './channels.js'
import { createCommands, type Commands } from './commands.js'
import {
  addMember,
  addUsergroup,
  changeMember,
  deactivate,
  type MemberChange,
  type NewMember,
  type NewUsergroup,
} from './members.js'
import { openHome } from './home.js'
import { submit, closeView, type Closing, type Submit, type Submitted } from './submit.js'
import { deleteOwnFile, type OwnFile } from './uploading.js'
import { suggest, type Offer, type Suggest } from './suggest.js'
import { edit, react, remove, say, sayAsOtherApp, unfurl, unreact, type Place, type Saying } from './writing.js'

/** What people do in the workspace. Whatever the client would not let them do throws an `Error` that says why. */
export interface People extends ChannelActs, Commands {
  addMember(member: NewMember): SlackUser
  changeMember(userId: string, change: MemberChange): void
  deactivate(userId: string): void
  addUsergroup(group: NewUsergroup): SlackUsergroup
  /** Writes a message and returns its timestamp. */
  say(saying: Saying): string
  /** Has another app write a message. */
  sayAsOtherApp(saying: Parameters<typeof sayAsOtherApp>[1]): string
  edit(place: Place & { readonly text: string }): void
  delete(place: Place): void
  deleteFile(file: OwnFile): void
  unfurl(place: Omit<Place, 'as'>): void
  react(place: Place & { readonly name: string }): void
  unreact(place: Place & { readonly name: string }): void
  /** Clicks in a message. Resolves when the app has acknowledged it, or failed to within three seconds. */
  click(where: Click): Promise<InteractionAnswer>
  clickInView(where: ViewClick): Promise<InteractionAnswer>
  /** Types in a field that asks the app for options. Throws when the app answers with something else. */
  suggest(typing: Suggest): Promise<readonly Offer[]>
  submit(what: Submit): Promise<Submitted>
  /** Closes a modal, or with `all` everything above each other. */
  closeView(what: Closing): void
  /** Opens the app's home tab. */
  openHome(userId: string): void
  /** The modals somebody has open, the one on top last. */
  openViews(userId: string): readonly SlackView[]
  /** The home tab the app has published for somebody. */
  homeView(userId: string): SlackView | undefined
}

/** Gives the people of a workspace their hands. */
export function createPeople(context: Context): People {
  return {
    addMember: (member) => addMember(context, member),
    changeMember: (userId, change) => changeMember(context, userId, change),
    addUsergroup: (group) => addUsergroup(context, group),
    deactivate: (userId) => deactivate(context, userId),
    ...createChannelActs(context),
    ...createCommands(context),
    say: (saying) => say(context, saying),
    sayAsOtherApp: (saying) => sayAsOtherApp(context, saying),
    edit: (place) => edit(context, place),
    delete: (place) => remove(context, place),
    unfurl: (place) => unfurl(context, place),
    deleteFile: (file) => deleteOwnFile(context, file),
    react: (place) => react(context, place),
    unreact: (place) => unreact(context, place),
    click: (where) => click(context, where),
    clickInView: (where) => clickInView(context, where),
    suggest: (typing) => suggest(context, typing),
    submit: (what) => submit(context, what),
    closeView: (what) => closeView(context, what),
    openHome: (userId) => openHome(context, userId),
    openViews: (userId) => context.views.stack(userId),
    homeView: (userId) => context.views.home(userId),
  }
}
