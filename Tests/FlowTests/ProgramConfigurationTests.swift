import ArgumentParser
import Foundation
import HubbubDomain
import HubbubHTTP
import Testing

@testable import hubbub

@Suite struct ProgramConfigurationTests {
  private struct Unreadable: Error {}

  private func read(
    flags: [String: String] = [:], environment: [String: String] = [:],
    files: [String: String] = [:]
  ) throws -> Configuration {
    try Configuration.read(flags: flags, environment: environment) { files[$0] }
  }

  private func problems(
    flags: [String: String] = [:], environment: [String: String] = [:],
    files: [String: String] = [:]
  ) throws -> [String] {
    let error = #expect(throws: BadConfiguration.self) {
      try read(flags: flags, environment: environment, files: files)
    }
    return try #require(error).problems
  }

  @Test func `without a word it serves on port 8080 of this machine`() throws {
    #expect(try read() == Configuration())
    #expect(Configuration().port == 8080)
    #expect(Configuration().host == "127.0.0.1")
    #expect(Configuration().dataFolder == "./data")
  }

  @Test func `flags beat the environment, which beats the file, which beats the defaults`() throws {
    let files = ["./data/hubbub.conf": "port = 1\nhost = file\nsignup = closed"]
    let environment = ["HUBBUB_PORT": "2", "HUBBUB_HOST": "environment"]
    let read = try read(flags: ["port": "3"], environment: environment, files: files)
    #expect(read.port == 3)
    #expect(read.host == "environment")
    #expect(read.signup == .closed)
    #expect(read.limitsRates)
  }

  @Test func `the file lies in the data folder, wherever that is said to be`() throws {
    let files = ["/a/hubbub.conf": "port = 1", "/b/hubbub.conf": "port = 2"]
    #expect(try read(environment: ["HUBBUB_DATA_DIR": "/a"], files: files).port == 1)
    let both = try read(
      flags: ["data-dir": "/b"], environment: ["HUBBUB_DATA_DIR": "/a"], files: files)
    #expect(both.port == 2)
    #expect(both.dataFolder == "/b")
  }

  @Test func `a file that was asked for may say where the data is, and must be there`() throws {
    let files = ["/etc/hubbub.conf": "data-dir = /srv/hubbub"]
    let read = try read(flags: ["config": "/etc/hubbub.conf"], files: files)
    #expect(read.dataFolder == "/srv/hubbub")
    #expect(try problems(flags: ["config": "/x"]) == ["/x: there is no such file"])
  }

  @Test func `the file in the data folder cannot move the data folder`() throws {
    let found = try problems(files: ["./data/hubbub.conf": "data-dir = /elsewhere"])
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("./data/hubbub.conf line 1: "))
  }

  @Test func `comments, empty lines and spaces do not matter`() throws {
    let text = "# ours\n\n  port=7  \r\n\t# port = 8\ntrusted-proxies = 10.0.0.1, 10.0.0.2\n"
    let read = try read(files: ["./data/hubbub.conf": text])
    #expect(read.port == 7)
    #expect(read.trustedProxies == TrustedProxies("10.0.0.1,10.0.0.2"))
  }

  @Test func `all that is wrong is told at once, with where it stands`() throws {
    let found = try problems(
      flags: ["port": "65536"],
      environment: ["HUBBUB_SIGNUP": "maybe", "HUBBUB_PORT": "x", "HUBBUB_OTHER": "1"],
      files: ["./data/hubbub.conf": "prot = 1\nrate-limits = sometimes\nnonsense"])
    #expect(
      found == [
        "./data/hubbub.conf line 1: there is no key \"prot\"",
        "./data/hubbub.conf line 2: \"sometimes\" is not on or off",
        "./data/hubbub.conf line 3: \"nonsense\" is not a line \"key = value\"",
        "HUBBUB_PORT: \"x\" is not a number from 0 to 65535",
        "HUBBUB_SIGNUP: \"maybe\" is not open, invite or closed",
        "--port: \"65536\" is not a number from 0 to 65535",
      ])
  }

  @Test func `a file that cannot be read is told`() throws {
    let error = #expect(throws: BadConfiguration.self) {
      try Configuration.read(flags: [:], environment: [:]) { _ in throw Unreadable() }
    }
    #expect(try #require(error).problems.count == 1)
  }

  @Test(arguments: [
    ("port", "0"), ("port", "65535"), ("dev-echo", "1"), ("rate-limits", "off"),
    ("heartbeat-seconds", "1"), ("heartbeat-seconds", "86400"), ("log-level", "WARNING"),
    ("public-url", "https://hub.example:8443/"), ("public-url", "http://localhost"),
    ("media-quota-bytes", "0"), ("signup", "invite"), ("event-loops", "1"),
    ("database-max-pages", "1"), ("database-max-pages", "1073741824"),
    ("event-loops", "64"), ("trusted-proxies", "10.0.0.0/8, ::1"),
  ])
  func `a value at its bound is taken`(name: String, value: String) throws {
    #expect(try read(flags: [name: value]) != Configuration())
  }

  @Test(arguments: [
    ("port", "-1"), ("port", "65536"), ("port", ""), ("dev-echo", "maybe"),
    ("heartbeat-seconds", "0"), ("heartbeat-seconds", "86401"), ("log-level", "loud"),
    ("public-url", "hub.example"), ("public-url", "https://hub.example/path"),
    ("public-url", "https://"), ("public-url", "https://a@b"), ("media-quota-bytes", "-1"),
    ("host", ""), ("signup", "Open"), ("event-loops", "0"), ("event-loops", "65"),
    ("database-max-pages", "0"), ("database-max-pages", "1073741825"),
    ("trusted-proxies", "10.0.0.0/33"), ("trusted-proxies", "proxy.example"),
  ])
  func `a value past its bound is refused`(name: String, value: String) throws {
    let found = try problems(flags: [name: value])
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("--\(name): "))
  }

  @Test func `each key has its flag and its variable`() throws {
    let names = Setting.all.map(\.name)
    #expect(Set(names).count == names.count)
    var flags = try ServerFlags.parse([])
    var common = try ConfigurationFlags.parse([])
    for setting in Setting.all {
      let arguments = ["--\(setting.name)", "value"]
      if ["data-dir", "log-level"].contains(setting.name) {
        common = try ConfigurationFlags.parse(arguments)
        #expect(common.given == [setting.name: "value"])
      } else {
        flags = try ServerFlags.parse(arguments)
        #expect(flags.given == [setting.name: "value"])
      }
    }
    #expect(Setting.named("data-dir").variable == "HUBBUB_DATA_DIR")
  }

  @Test func `the README tells of each key`() throws {
    let root = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
    let readme = try String(contentsOf: root, encoding: .utf8)
    for setting in Setting.all { #expect(readme.contains("\n| `\(setting.name)` | ")) }
  }

  @Test func `a slash behind the public URL is dropped`() throws {
    #expect(
      try read(flags: ["public-url": "https://a.example/"]).publicURL
        == WebOrigin("https://a.example"))
  }
}
