import HubbubActors
import HubbubDomain
import HubbubStore

/// Who is awake: one ward for each kind of actor.
final class Supervisor: Sendable {
  let users: Ward<UserID, UserActor>
  let posts: Ward<PostID, PostActor>
  let conversations: Ward<ConversationID, ConversationActor>

  init(
    store: any Store, writer: Writer, announcer: any Announcer, taps: Taps,
    clock: any HubClock, counts: HubCounts, presence: PresenceRules
  ) {
    let rounds = Rounds()
    // Of their own: what is said in a room does not wait behind ten thousand who come.
    users = Ward(
      .user, topic: { _ in nil }, missing: .unavailable, taps: taps,
      rounds: Rounds(atMost: Limits.userRounds), clock: clock, counts: counts,
      load: .atOnce { id in
        UserActor(
          id, presence: presence, writer: writer, announcer: announcer,
          now: { clock.wallTime() })
      })
    posts = Ward(
      .post, topic: Topic.post, missing: .noSuchPost, taps: taps, rounds: rounds, clock: clock,
      counts: counts,
      load: .reading { id in
        try await store.wakePost(id).map {
          PostActor(PostRules(id: id, $0), writer: writer, announcer: announcer)
        }
      })
    conversations = Ward(
      .conversation, topic: Topic.conversation, missing: .noSuchConversation, taps: taps,
      rounds: rounds, clock: clock, counts: counts,
      load: .reading { id in
        try await store.wakeConversation(id).map {
          ConversationActor(ConversationRules(id: id, $0), writer: writer, announcer: announcer)
        }
      })
  }

  /// Lets the topic's actor absorb an event, if one is awake or waking.
  ///
  /// - Parameter wakes: whether one is woken for it.
  func absorb(_ event: Event, wakes: Bool) {
    switch event.topic {
    case .post(let id): posts.tell(.event(event), to: id, wakes: wakes)
    case .conversation(let id): conversations.tell(.event(event), to: id)
    case .user, .person, .feed, .stats: break
    }
  }

  /// Reminds the topic's actor of what it asked to be reminded of.
  ///
  /// A post's is woken for it: one that was let go meanwhile may not have told
  /// the last count.
  func remind(_ topic: Topic) {
    switch topic {
    case .post(let id): posts.tell(.reminder, to: id, wakes: true)
    case .conversation(let id): conversations.tell(.reminder, to: id)
    case .user(let id): users.tell(.reminder, to: id)
    case .person, .feed, .stats: break
    }
  }

  /// Keeps a person's actor awake until ``letRest(_:)``: it has something to tell later.
  ///
  /// Those of posts and conversations may rest meanwhile; what they know is written.
  func keepAwake(_ topic: Topic) {
    if case .user(let id) = topic { users.pin(id) }
  }

  func letRest(_ topic: Topic) {
    if case .user(let id) = topic { users.unpin(id) }
  }

  /// A change failed alone: the actor that asked for it may be at fault.
  func fail(_ change: Change) {
    switch change.actor {
    case .post(let id): posts.fail(id)
    case .conversation(let id): conversations.fail(id)
    case .none: break
    }
  }

  /// A transaction was lost: the actors it touched wake with what is true.
  func passivate(_ changes: [Change]) {
    for actor in Set(changes.map(\.actor)) {
      switch actor {
      case .post(let id): posts.passivate(id)
      case .conversation(let id): conversations.passivate(id)
      case .none: break
      }
    }
  }

  /// A change is on disk that concerns somebody's sockets, those too that are
  /// being opened by a session that was read before it.
  func follow(_ change: Change, _ answer: Answer, at time: Timestamp) {
    switch change {
    case .updateProfile(let user, let change):
      if let isInvisible = change.isInvisible {
        users.post(.visibility(isInvisible: isInvisible, at: time), to: user)
      }
    case .disable(let user): users.post(.suspend, to: user)
    case .enable(let user): users.tell(.letter(.resume), to: user)
    case .setRole(let user, let role): users.post(.take(role), to: user)
    case .changeAccount(let change):
      if let isDisabled = change.isDisabled {
        if isDisabled {
          users.post(.suspend, to: change.user)
        } else {
          users.tell(.letter(.resume), to: change.user)
        }
      }
      if let role = change.role { users.post(.take(role), to: change.user) }
    case .changePassword(let new):
      if case .ended(let sessions) = answer {
        users.post(.end(sessions, .signedOut), to: new.user)
      }
    case .leaveHubbub(let user, _, _):
      if case .ended(let sessions) = answer { users.post(.end(sessions, .signedOut), to: user) }
    case .signUp, .setUp, .invite, .withdrawInvite, .report, .settleReport, .countReports,
      .takeOver, .setSignup, .openSession, .endSession, .rehash, .noteUse,
      .setUpFactor, .confirmFactor,
      .removeFactor, .openProvenSession, .setPicture, .befriend, .unfriend, .block,
      .unblock, .touch, .readNotifications, .post, .editPost, .deletePost, .like, .unlike,
      .comment, .deleteComment, .open, .direct, .retitle, .join, .add, .leave, .remove,
      .setMemberRole, .message, .editMessage, .deleteMessage, .react, .read, .erase, .fillSearch,
      .keepMedia, .mendMedia, .describeMedia, .dropMedia, .sweepMedia:
      break
    }
  }

  func passivate(idleFor idle: Duration) {
    users.passivate(idleFor: idle)
    posts.passivate(idleFor: idle)
    conversations.passivate(idleFor: idle)
  }
}

/// Whose change it is.
private enum ChangeActor: Hashable {
  case post(PostID)
  case conversation(ConversationID)
  case none
}

extension Change {
  fileprivate var actor: ChangeActor {
    switch self {
    case .like(let post, _, _), .unlike(let post, _), .deletePost(let post, _): .post(post)
    case .comment(let comment): .post(comment.post)
    case .deleteComment(_, let post, _), .editPost(let post, _, _, _): .post(post)
    case .message(let message): .conversation(message.conversation)
    case .takeOver(let id, _, _), .join(let id, _, _), .leave(let id, _), .read(let id, _, _),
      .add(_, let id, _, _),
      .remove(_, let id, _), .retitle(let id, _, _), .setMemberRole(_, _, let id, _):
      .conversation(id)
    case .editMessage(let place, _, _, _), .deleteMessage(let place, _), .react(let place, _):
      .conversation(place.conversation)
    case .signUp, .setUp, .invite, .withdrawInvite, .report, .settleReport, .countReports,
      .changeAccount, .setSignup,
      .openSession, .endSession, .rehash, .setRole,
      .updateProfile, .befriend,
      .unfriend, .block, .unblock, .touch, .readNotifications, .setUpFactor, .confirmFactor,
      .removeFactor, .openProvenSession, .setPicture, .changePassword, .noteUse, .disable, .enable,
      .post, .open, .direct, .leaveHubbub, .erase, .fillSearch,
      .keepMedia, .mendMedia, .describeMedia, .dropMedia, .sweepMedia:
      .none
    }
  }
}
