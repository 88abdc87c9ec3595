# redmine.rb - so many tasks in one project, for bench/documents: run by
# redmine.py in a fresh Redmine, with TASKS and PASSWORD in the environment.
tasks = Integer(ENV.fetch('TASKS'))
now = Time.now

Setting.rest_api_enabled = '1'
Setting.notified_events = []
admin = User.find_by_login('admin')
admin.password = admin.password_confirmation = ENV.fetch('PASSWORD')
admin.must_change_passwd = false
admin.language = 'en'
admin.save!

people = (1..20).map do |i|
  User.create!(login: "person#{i}", firstname: 'Person', lastname: i.to_s,
               mail: "person#{i}@example.org", language: 'en',
               password: ENV.fetch('PASSWORD'), admin: false)
end
project = Project.create!(name: 'Bench', identifier: 'bench',
                          trackers: Tracker.sorted.to_a,
                          enabled_module_names: ['issue_tracking'])
role = Role.givable.first
people.each { |p| Member.create!(project: project, principal: p, roles: [role]) }

tracker = Tracker.sorted.first
status = IssueStatus.sorted.first
priority = IssuePriority.default || IssuePriority.first
(1..tasks).each_slice(1000) do |ids|
  Issue.insert_all!(ids.map { |i|
    { id: i, root_id: i, lft: 1, rgt: 2, project_id: project.id,
      tracker_id: tracker.id, status_id: status.id, priority_id: priority.id,
      author_id: admin.id, assigned_to_id: people[i % people.size].id,
      subject: "Task #{i}: report on the plan of the year",
      description: 'What is to be done, and what is to come of it.',
      start_date: Date.new(2026, 1, 1), due_date: Date.new(2026, 1, 1) + i % 365,
      done_ratio: i % 10 * 10, created_on: now, updated_on: now,
      lock_version: 0, is_private: false }
  })
end
puts "redmine.key #{admin.api_key}"
puts "redmine.person #{people[3].id}"
puts "redmine.version #{Redmine::VERSION}"
puts "redmine.rails #{Rails::VERSION::STRING}"
puts "redmine.ruby #{RUBY_VERSION}"
