from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stipend_portal', '0007_start_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='groupmember',
            name='reason',
            field=models.TextField(blank=True, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='event',
            name='actor_role',
            field=models.CharField(choices=[('applicant', 'Applicant'), ('guardian', 'Guardian'), ('group_member', 'Group member'), ('case_officer', 'Case officer'), ('committee_member', 'Board member'), ('board_secretary', 'Board secretary'), ('finance', 'Finance'), ('communicator', 'Communicator'), ('strategist', 'International strategist'), ('auditor', 'Auditor'), ('system', 'The system')], max_length=24, verbose_name='role then'),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Application received'), ('moved', 'State changed'), ('guardian_approved', 'Guardian approved'), ('guardian_declined', 'Guardian declined'), ('guardian_withdrew', 'Guardian took the approval back'), ('guardian_on_paper', "Guardian's approval on paper recorded"), ('guardian_waived', "Goes on without a guardian's approval"), ('guardian_reminded', 'Guardian reminded'), ('guardian_asked_again', 'Guardian asked again'), ('member_confirmed', 'Member of the group said yes'), ('member_declined', 'Member of the group said no'), ('member_reminded', 'Member of the group reminded'), ('member_asked_again', 'Member of the group asked again'), ('supplement_requested', 'Supplement requested'), ('supplement_answered', 'Supplement received'), ('supplement_ended', 'Supplement no longer waited for'), ('message_sent', 'Message to the applicant'), ('message_received', 'Message from the applicant'), ('file_removed', 'Harmful file removed'), ('decision_recorded', 'Decision recorded'), ('letter_released', 'Letter released')], max_length=24, verbose_name='what happened'),
        ),
    ]
