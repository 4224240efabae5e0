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
  table.guest(.post, "/api/login", account.logIn)
  table.member(.post, "/api/logout", account.logOut)
  table.member(.get, "/api/me", account.me)

  let start = StartRoutes(services: services)
  table.guest(.get, "/api/config", start.config)
  table.member(.get, "/api/bootstrap", start.bootstrap)

  let posts = PostRoutes(services: services)
  table.member(.get, "/api/feed", posts.feed)
  table.member(.post, "/api/posts", posts.create)
  table.member(.get, "/api/posts/{id}", posts.read)
  table.member(.delete, "/api/posts/{id}", posts.delete)

  let conversations = ConversationRoutes(services: services)
  table.member(.get, "/api/conversations", conversations.list)
  table.member(.post, "/api/conversations", conversations.create)
  table.member(.get, "/api/conversations/{id}", conversations.read)
  table.member(.get, "/api/conversations/{id}/messages", conversations.messages)
  table.member(.put, "/api/conversations/{id}/members/{username}", conversations.join)
  table.member(.delete, "/api/conversations/{id}/members/{username}", conversations.leave)
  table.member(.get, "/api/rooms", conversations.rooms)

  table.member(.get, "/avatars/{id}.svg", avatar)

  let stats = StatsRoute(services: services)
  table.guest(.get, "/api/stats", stats.stats)
  table.guest(.get, "/metrics", stats.metrics)
  table.refuseOtherMethods()
}
