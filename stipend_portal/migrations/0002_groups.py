"""The staff roles as user groups, under names that never change and are never translated."""

from django.db import migrations

ROLES = [
    "case_officer",
    "committee_member",
    "board_secretary",
    "finance",
    "communicator",
    "strategist",
    "auditor",
]


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    may_enter_admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(may_enter_admin)


class Migration(migrations.Migration):
    dependencies = [
        ("stipend_portal", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
