import HubbubDomain
public import Hummingbird

/// Every route of the API, on one screen.
///
/// `guest` routes answer anybody, `member` routes want a login and say 401
/// without one. To be called before other routes are added, since what it
/// adds for all of them (`nosniff`, the origin check, counting) reaches only
/// those that come later.
public func addAPIRoutes(to router: Router<HubbubContext>, services: Services) {
  router.add(middleware: Border(counts: services.counts))
  router.add(middleware: OriginCheck(services: services))
  var table = RouteTable(router: router, services: services)

  let account = AccountRoutes(services: services)
  table.guest(.post, "/api/signup", account.signUp)
  table.guest(.post, "/api/setup", account.setUp)
  table.guest(.post, "/api/login", account.logIn)
  table.member(.post, "/api/logout", writes: 0, account.logOut)

  let invites = InviteRoutes(services: services)
  table.guest(.post, "/api/invites/look", invites.look)
  table.member(.get, "/api/invites", invites.list)
  table.member(.post, "/api/invites", invites.create)
  table.member(.delete, "/api/invites/{id}", invites.withdraw)
  table.admin(.get, "/api/admin/invites", invites.listAll)

  let profile = ProfileRoutes(services: services)
  table.member(.get, "/api/me", profile.read)
  table.member(.patch, "/api/me", profile.update)

  let people = PeopleRoutes(services: services)
  table.member(.get, "/api/users", people.search)
  table.member(.get, "/api/users/{username}", people.read)
  table.member(.get, "/api/users/{username}/posts", people.posts)
  table.member(.get, "/api/online", people.online)
  table.member(.get, "/api/friends", people.friends)
  table.member(.get, "/api/friends/requests", people.requests)
  table.member(.put, "/api/friends/{username}", people.befriend)
  table.member(.delete, "/api/friends/{username}", people.unfriend)
  table.member(.get, "/api/blocks", people.blocks)
  table.member(.put, "/api/blocks/{username}", people.block)
  table.member(.delete, "/api/blocks/{username}", people.unblock)

  let factor = FactorRoutes(services: services)
  table.member(.post, "/api/me/factor", factor.setUp)
  table.member(.put, "/api/me/factor", factor.confirm)
  table.member(.delete, "/api/me/factor", factor.turnOff)

  let logins = SessionRoutes(services: services)
  table.member(.post, "/api/me/password", logins.changePassword)
  table.member(.get, "/api/me/sessions", logins.list)
  table.member(.delete, "/api/me/sessions/{id}", logins.end)

  let leaving = LeavingRoutes(services: services)
  table.member(.delete, "/api/me", leaving.leave)
  table.member(
    .get, "/api/me/export", writes: Limits.exportWrites, ExportRoute(services: services).take)

  let start = StartRoutes(services: services)
  table.guest(.get, "/api/config", start.config)
  table.member(.get, "/api/bootstrap", start.bootstrap)

  let posts = PostRoutes(services: services)
  table.member(.get, "/api/feed", posts.feed)
  table.member(.post, "/api/posts", posts.create)
  table.member(.get, "/api/posts/{id}", posts.read)
  table.member(.patch, "/api/posts/{id}", posts.update)
  table.member(.delete, "/api/posts/{id}", posts.delete)

  let comments = CommentRoutes(services: services)
  table.member(.get, "/api/posts/{id}/likes", comments.likes)
  table.member(.get, "/api/posts/{id}/comments", comments.list)
  table.member(.post, "/api/posts/{id}/comments", comments.create)
  table.member(.delete, "/api/posts/{id}/comments/{comment}", comments.delete)

  let notifications = NotificationRoutes(services: services)
  table.member(.get, "/api/notifications", notifications.list)
  table.member(.post, "/api/notifications/read", notifications.markRead)

  let conversations = ConversationRoutes(services: services)
  table.member(.get, "/api/conversations", conversations.list)
  table.member(.post, "/api/conversations", conversations.create)
  table.member(.get, "/api/conversations/{id}", conversations.read)
  table.member(.patch, "/api/conversations/{id}", conversations.retitle)
  table.member(.get, "/api/rooms", conversations.rooms)

  table.member(.get, "/api/search", SearchRoutes(services: services).search)

  let members = MemberRoutes(services: services)
  table.member(.get, "/api/conversations/{id}/members", members.list)
  table.member(.put, "/api/conversations/{id}/members/{username}", members.add)
  table.member(.delete, "/api/conversations/{id}/members/{username}", members.remove)
  table.member(.patch, "/api/conversations/{id}/members/{username}", members.setRole)

  let messages = MessageRoutes(services: services)
  table.member(.get, "/api/conversations/{id}/messages", messages.list)
  table.member(.patch, "/api/conversations/{id}/messages/{seq}", messages.edit)
  table.member(.delete, "/api/conversations/{id}/messages/{seq}", messages.delete)
  let reaction = "/api/conversations/{id}/messages/{seq}/reactions/{emoji}"
  table.member(.put, reaction, messages.react)
  table.member(.delete, reaction, messages.takeBack)

  table.member(.get, "/avatars/{id}.svg", avatar)

  let pictures = PictureRoutes(services: services)
  table.member(.put, "/api/me/avatar", writes: Limits.pictureWrites, pictures.replace)
  table.member(.delete, "/api/me/avatar", pictures.remove)
  table.member(.get, "/avatars/{id}/{picture}", pictures.show)

  let media = MediaRoutes(services: services)
  table.member(.post, "/api/media", writes: Limits.mediaWrites, media.take)
  table.member(.patch, "/api/media/{id}", media.describe)
  table.member(.delete, "/api/media/{id}", media.drop)
  table.member(.get, "/media/{id}/{name}", media.show)

  let stats = StatsRoute(services: services)
  table.guest(.get, "/api/stats", stats.stats)
  table.guest(.get, "/metrics", stats.metrics)
  table.refuseOtherMethods()
}
